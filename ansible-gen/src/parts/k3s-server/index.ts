import { type Command, type Options, renderer } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type HostRenderer, hostPart, type Owned } from '../../host/host-part.ts'
import { askedProperties, judgeSystemctl } from '../../host/systemd/judge.ts'
import { systemctlSteps } from '../../host/systemd/steps.ts'
import { asksWhetherRuns, hostUnit, stepOf } from '../../host/unit.ts'
import { onHost } from '../../runs/commands.ts'
import { checkServer } from './checks.ts'
import { bridges, k3sProgram, kubectlLink, kubeletPort, settingsFolder, settingsPath } from './places.ts'
import { flannelPort, type K3sServer, unitName, unitPath } from './program.ts'

export { k3sProgram, kubeletPort } from './places.ts'
export {
  flannelPort,
  type K3sComponent,
  type K3sOptions,
  type K3sServer,
  type K3sServerProps,
  k3sServer,
} from './program.ts'
export type { K3sRegistries } from './registries.ts'

const options: Options<K3sServer> = {
  ...{ kind: true, reads: true, name: true, on: true, networkPolicies: true, components: true },
  ...{ settings: true, journal: true },
}

/** Clusters that K3s makes of a host. */
export const k3sServers = hostPart<K3sServer>({
  kinds: ['k3s-server'],
  options,
  owns,
  checks: checkServer,
  runs: (program, placed) => {
    const { host, service } = placed
    const { memory, processors } = host
    const unit = hostUnit(placed, program, {
      // Its node is the host itself; with agents nobody says what there is in all.
      ...(program.settings['agent-token-file'] === undefined && present({ memory, processors })),
      // https://docs.k3s.io/storage
      storageClasses: program.components.includes('local-storage') ? ['local-path'] : [],
      is: 'cluster',
      title: 'K3s cluster',
      name: unitName,
      runs: 'kept',
      definedIn: [unitPath, settingsPath],
      program: k3sProgram,
    })
    const sudo = (...words: readonly string[]): Command => onHost(host, 'sudo', ...words)
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: 'systemd unit',
          name: `${unitName}.service`,
          run: onHost(host, 'systemctl', 'show', `--property=${askedProperties}`, `${unitName}.service`),
          judged: { by: 'part', part: 'k3s-server', facts: { unit: unitName, timer: false } },
        }),
        {
          id: `${unit.id}/api?`,
          about: unit.id,
          kind: 'unit-runs',
          asked: {
            what: 'API on its host',
            name: program.name,
            // https://kubernetes.io/docs/reference/using-api/health-checks/
            run: sudo(k3sProgram, 'kubectl', 'get', '--raw', '/readyz'),
            judged: { by: 'rules', rules: [{ state: 'up' }, { exitCodes: failures, state: 'down' }] },
          },
        },
      ],
      operations: [
        // What runs in pods goes on after a stop, until the host starts again: https://docs.k3s.io/upgrades/killall
        ...systemctlSteps(unit, host, `${unitName}.service`, unitName),
        stepOf(unit, 'remove', 'destroys', sudo('rm', unitPath, settingsPath), 1),
        stepOf(unit, 'remove', 'changes', sudo('systemctl', 'daemon-reload'), 2),
      ],
      provides: [{ id: `${service}/cluster/${program.name}`, part: 'k3s-server', kind: 'cluster', name: program.name }],
    }
  },
  judge: judgeSystemctl,
  renderer: renderer<HostRenderer<K3sServer>>(() => import('./render.ts')),
})

/** What kubectl ends with where it gets no answer, or another one. */
const failures = [1, 2]

function owns({ name, settings }: K3sServer): Owned {
  return {
    label: unitName,
    definedIn: [unitPath, settingsPath],
    folders: [{ path: settingsFolder, mode: '0755', owner: { user: 'root' } }],
    writes: [kubectlLink],
    calls: [k3sProgram],
    bridges,
    node: { of: name, ports: [kubeletPort, flannelPort(settings)].filter(port => port !== undefined) },
    user: 'root',
    restart: `Restart ${unitName}`,
  }
}
