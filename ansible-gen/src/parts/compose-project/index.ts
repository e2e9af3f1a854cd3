import {
  type AnyOptions,
  type Command,
  imageReference,
  type Options,
  type Release,
  renderer,
} from '@homelab/estate/model'
import type { Directory } from '../../host/files.ts'
import { type HostRenderer, hostPart, type Owned } from '../../host/host-part.ts'
import { asksWhetherRuns, hostUnit, stepOf } from '../../host/unit.ts'
import { onHost } from '../../runs/commands.ts'
import { checkProject } from './checks.ts'
import { judgeContainers } from './judge.ts'
import { composeKeys } from './keys.ts'
import { networksOf } from './networks.ts'
import { type ComposeProject, composePath, ownerOf, secretsFolder } from './program.ts'
import type { ContainerSecurity } from './security.ts'

export type { ComposeKeys } from './keys.ts'
export {
  type ComposeContainer,
  type ComposeNetwork,
  type ComposeProject,
  type ComposeProjectProps,
  type ContainerLogs,
  type ContainerProps,
  composeProject,
  namedVolume,
} from './program.ts'
export { type ContainerSecurity, type HardenedContainerProps, hardenedContainer } from './security.ts'

const ofSecurity: Options<ContainerSecurity> = {
  ...{ user: true, read_only: true, cap_drop: true, cap_add: true, security_opt: true, tmpfs: true },
}
/** By name. */
const ofContainers: Options<ComposeProject['containers']> = {
  '*': {
    ...{ image: true, command: true, publishes: true, memory: true, security: ofSecurity, health: true, after: true },
    ...{ logs: { megabytes: true, keep: true, driver: true }, keys: composeKeys, environment: true },
    ...{ environmentFile: true, secrets: true, mounts: true, files: true, runs: true, networks: true },
  },
}
const options: Options<ComposeProject> = {
  ...{ kind: true, reads: true, name: true, folder: true, docker: true, listen: true, containers: ofContainers },
  networks: { '*': { internal: true } },
}

/** Projects of Docker Compose. */
export const composeProjects = hostPart<ComposeProject>({
  kinds: ['compose-project'],
  options: options as AnyOptions,
  owns,
  checks: checkProject,
  runs: (program, placed) => {
    const { host, service } = placed
    const { name, docker, containers } = program
    const path = composePath(program)
    const unit = hostUnit(placed, program, { title: 'Compose project', name, runs: 'kept', definedIn: [path] })
    const sudo = (...words: readonly string[]): Command => onHost(host, 'sudo', ...words)
    const compose = (...words: readonly string[]): Command => sudo(docker, 'compose', '--file', path, ...words)
    const all = Object.entries(containers)
    const namesOf = (once: boolean): string =>
      all.flatMap(([container, { runs }]) => ((runs === 'once') === once ? [container] : [])).join(' ')
    const secret = all.flatMap(([, { environmentFile, secrets = {} }]) => [
      ...(environmentFile === undefined ? [] : [environmentFile]),
      ...Object.values(secrets),
    ])
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: 'Compose project',
          run: compose('ps', '--all', '--format', 'json'),
          judged: {
            by: 'part',
            part: 'compose-project',
            facts: { containers: namesOf(false), once: namesOf(true) },
          },
        }),
      ],
      operations: [
        stepOf(unit, 'status', 'reads', compose('ps', '--all')),
        stepOf(unit, 'logs', 'reads', compose('logs', '--tail', '50')),
        stepOf(unit, 'restart', 'restarts', compose('restart')),
        stepOf(unit, 'start', 'changes', compose('up', '--detach', '--wait')),
        stepOf(unit, 'stop', 'stops', compose('stop')),
        // Volumes stay, as folders do.
        stepOf(unit, 'remove', 'destroys', compose('down', '--remove-orphans'), 1),
        stepOf(unit, 'remove', 'destroys', sudo('rm', path, ...secret), 2),
      ],
      releases: Object.values(containers).map(
        ({ image }): Release => ({
          ...{ id: `${service}/release/${image.repository}`, part: 'compose-project', of: 'image' },
          reference: imageReference(image),
        }),
      ),
      volumes: Object.values(containers).flatMap(({ mounts = {} }) =>
        Object.values(mounts).flatMap(of =>
          of.from === 'share'
            ? [
                {
                  ...{ id: `${service}/volume/${of.share}`, part: 'compose-project' },
                  ...{ on: 'share' as const, share: of.share },
                },
              ]
            : [],
        ),
      ),
    }
  },
  judge: judgeContainers,
  renderer: renderer<HostRenderer<ComposeProject>>(() => import('./render.ts')),
  changes: async () => (await import('./changes.ts')).composeChanges,
})

function owns(program: ComposeProject): Owned {
  const { name, folder, docker } = program
  return {
    label: name,
    definedIn: [composePath(program)],
    folders: [
      { path: folder, mode: '0755', owner: { user: 'root' } },
      ...(Object.values(program.containers).some(({ secrets }) => secrets !== undefined)
        ? [{ path: secretsFolder(program), mode: '0700' as const, owner: { user: 'root' } }]
        : []),
      ...dataFolders(program),
    ],
    calls: [docker],
    // Who is in no network but internal ones is to reach the host as little as the internet.
    bridges: ['docker0', ...networksOf(program).flatMap(({ bridge, internal }) => (internal === true ? [] : [bridge]))],
    // Docker's own service does what it asks.
    user: 'root',
    restart: `Restart ${name}`,
  }
}

/** Folders that hold data, each for the first container that has it. */
function dataFolders({ containers }: ComposeProject): readonly Directory[] {
  const all = Object.values(containers).flatMap(container =>
    Object.values(container.mounts ?? {}).flatMap((of): readonly Directory[] =>
      of.from !== 'data' || of.volume.path === undefined || of.volume.database !== undefined
        ? []
        : [{ path: of.volume.path, mode: '0700', owner: ownerOf(container) }],
    ),
  )
  return [...new Map(all.toReversed().map(each => [each.path, each])).values()].toReversed()
}
