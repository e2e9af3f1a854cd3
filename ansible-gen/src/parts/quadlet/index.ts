import { type Command, imageReference, type Options, type Rule, renderer } from '@homelab/estate/model'
import { type HostRenderer, hostPart, type Owned } from '../../host/host-part.ts'
import { asksWhetherRuns, hostUnit, stepOf } from '../../host/unit.ts'
import { onHost } from '../../runs/commands.ts'
import { type Quadlet, quadletPath, unitOf } from './program.ts'

export { type Quadlet, type QuadletProps, quadlet } from './program.ts'

const options: Options<Quadlet> = {
  ...{ kind: true, reads: true, name: true, description: true, image: true, environment: true },
  ...{ environmentFiles: true, volumes: true, journal: true },
}

/** Containers of podman under systemd. */
export const quadlets = hostPart<Quadlet>({
  kinds: ['quadlet'],
  options,
  owns,
  runs: (program, placed) => {
    const { host, service } = placed
    const { name, image } = program
    const path = quadletPath(program)
    const unit = hostUnit(placed, program, {
      title: 'Podman Quadlet',
      name,
      runs: 'kept',
      definedIn: [path],
    })
    const ctl = (...words: readonly string[]): Command => onHost(host, 'sudo', 'systemctl', ...words)
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: 'Quadlet',
          run: onHost(host, 'systemctl', 'show', '--property=LoadState,ActiveState,SubState,Result', unitOf(name)),
          judged: { by: 'rules', rules },
        }),
      ],
      operations: [
        stepOf(unit, 'status', 'reads', onHost(host, 'systemctl', 'status', '--no-pager', unitOf(name))),
        stepOf(
          unit,
          'logs',
          'reads',
          onHost(host, 'sudo', 'journalctl', `--unit=${unitOf(name)}`, '--lines=50', '--no-pager'),
        ),
        stepOf(unit, 'restart', 'restarts', ctl('restart', unitOf(name))),
        stepOf(unit, 'start', 'changes', ctl('start', unitOf(name))),
        stepOf(unit, 'stop', 'stops', ctl('stop', unitOf(name))),
        stepOf(unit, 'remove', 'destroys', onHost(host, 'sudo', 'rm', path), 1),
        // What the generator has made of it goes with the next reading.
        stepOf(unit, 'remove', 'changes', ctl('daemon-reload'), 2),
      ],
      releases: [
        {
          id: `${service}/release/${image.repository}`,
          part: 'quadlet',
          of: 'image',
          reference: imageReference(image),
        },
      ],
    }
  },
  renderer: renderer<HostRenderer<Quadlet>>(() => import('./render.ts')),
})

/** A container that ends and is started again and again is `activating (auto-restart)` between its runs. */
const rules: readonly Rule[] = [
  { has: ['^LoadState=(?!loaded$)(.+)$'], state: 'down', detail: '$1' },
  { has: ['^ActiveState=active$', '^SubState=running$'], state: 'up', detail: 'running' },
  { has: ['^ActiveState=(.+)$', '^Result=.+$'], state: 'down', detail: '$1' },
]

function owns(program: Quadlet): Owned {
  return {
    label: program.name,
    definedIn: [quadletPath(program)],
    folders: Object.values(program.volumes ?? {}).flatMap(({ path }) =>
      path === undefined ? [] : [{ path, mode: '0700', owner: { user: 'root' } }],
    ),
    calls: ['podman'],
    // Of the network in which all of them are: https://docs.podman.io/en/stable/markdown/podman-network.1.html
    bridges: ['podman0'],
    user: 'root',
  }
}
