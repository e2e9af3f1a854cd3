import type { Host } from '@homelab/estate/model'
import { type Expression, value, variable } from '../../ansible/jinja.ts'
import type { Step, Task } from '../../ansible/task.ts'
import type { PathOf } from '../../host/host-part.ts'
import { says } from '../../project/pieces/confirm.ts'
import { asRoot, directoryPieces } from '../../project/pieces/files.ts'
import { joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { runningOnce, untilEnded, untilGone } from './asking.ts'
import { agentFolder } from './paths.ts'
import type { LaunchAgent } from './program.ts'

/**
 * Unloads and removes the jobs of the services of a host that it no longer has: those of a service that was removed, has
 * moved, or has dropped its last job, which no role knows any more.
 *
 * @param path a path as a task writes it
 */
export function orphanedAgents(host: Host, agents: readonly LaunchAgent[], path: PathOf): readonly Task[] {
  if (host.platform !== 'macos') return []
  const groups = Map.groupBy(agents, ({ root }) => root)
  const roots = host.home === undefined ? [true as const] : [undefined, true as const]
  return roots.flatMap(root =>
    retire({
      root,
      folder: path(agentFolder(host.home, root), [agentFolder(undefined, true)]),
      labels: (groups.get(root) ?? []).map(({ label }) => label),
      mark: markPattern('.+'),
      found: variable(`orphaned_${root === undefined ? 'agents' : 'daemons'}`),
      whose: 'no service has',
    }),
  )
}

/** The same of one service, in its own role. */
export function staleAgents(rendering: Rendering, root: true | undefined, agents: readonly LaunchAgent[]): Pieces {
  const { scope, host, service } = rendering
  const folder = agentFolder(host.home, root)
  if (root !== undefined) scope.system([folder])
  const tasks = retire({
    root,
    folder: scope.path(folder),
    labels: agents.map(({ label }) => label),
    mark: markPattern(service.name.replaceAll('.', String.raw`\.`)),
    found: scope.known(`stale_${root === undefined ? 'agents' : 'daemons'}`),
    whose: `${service.name} no longer has`,
  })
  return joined([
    ...(root === undefined ? [directoryPieces(rendering, { path: folder, mode: '0755' })] : []),
    { tasks },
  ])
}

/** What finds the line of `agentMark` in a property list. */
function markPattern(service: string): string {
  return String.raw`^\s*A job of the service ${service}\.$`
}

interface Retired {
  readonly root: true | undefined
  readonly folder: string
  /** Those that stay. */
  readonly labels: readonly string[]
  readonly mark: string
  /** The variable that keeps what was found. */
  readonly found: Expression
  /** What is said of them: `X no longer has`. */
  readonly whose: string
}

function retire({ root, folder, labels, mark, found, whose }: Retired): readonly Task[] {
  const jobs = `${root === undefined ? 'LaunchAgents' : 'LaunchDaemons'} that ${whose}`
  const gone = variable(`${found}_gone`)
  const running = variable(`${found}_running`)
  const each: Pick<Step, 'loop' | 'loop_control' | 'become'> = {
    loop: value`${found}.files`,
    loop_control: { label: value`item.path` },
    ...asRoot(root),
  }
  return [
    {
      name: `Find ${jobs}`,
      module: {
        'ansible.builtin.find': {
          paths: folder,
          patterns: ['*.plist'],
          ...(labels.length > 0 && { excludes: labels.map(label => `${label}.plist`) }),
          contains: mark,
          // Any byte is a character of it: read as UTF-8, one binary property list would hide the whole folder.
          encoding: 'latin-1',
        },
      },
      register: found,
    },
    {
      // What is kept alive has no end to wait for.
      name: `Wait until runs of ${jobs} have ended`,
      module: {
        'ansible.builtin.command': { argv: ['launchctl', 'list', value`item.path | basename | splitext | first`] },
      },
      ...each,
      ...untilEnded(running, runningOnce),
      failed_when: says(running, runningOnce),
    },
    {
      name: `Unload ${jobs}`,
      module: { 'ansible.builtin.command': { argv: ['launchctl', 'unload', value`item.path`] } },
      ...each,
      changed_when: true,
      failed_when: false,
    },
    {
      // As in the handlers; what takes its place may want its port.
      name: `Wait until ${jobs} are gone`,
      module: {
        'ansible.builtin.command': { argv: ['launchctl', 'list', value`item.path | basename | splitext | first`] },
      },
      ...each,
      ...untilGone(gone),
    },
    {
      name: `Remove ${jobs}`,
      module: { 'ansible.builtin.file': { path: value`item.path`, state: 'absent' } },
      ...each,
    },
  ]
}
