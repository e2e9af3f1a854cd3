import type { Host } from '@homelab/estate'
import { type Expression, expression, value, variable } from '../../ansible/jinja.ts'
import type { Step, Task } from '../../ansible/task.ts'
import { agentFolder, agentPath } from '../../host/defined-in.ts'
import { type LaunchAgent, runsByClock } from '../../host/programs.ts'
import { type Confirmation, type Job, joined, type Part } from '../job.ts'
import { plistText } from '../plist.ts'
import { clockAgentPart, runningOnce, untilEnded } from './clock-agents.ts'
import { answerIn, confirmRuns, logHint, says } from './confirm.ts'
import { asRoot, directoryPart, filePart, templatePart } from './files.ts'

/** The jobs of launchd that a service has: those that it no longer has go first, or two daemons run. */
export function agentParts(job: Job, agents: readonly LaunchAgent[]): Part {
  const groups = Map.groupBy(agents, ({ root }) => root === true)
  return joined([
    ...[...groups].map(([root, group]) => staleAgents(job, root ? true : undefined, group)),
    ...agents.map(agent => agentPart(job, agent)),
  ])
}

/** The line of a property list by which a role knows its own. */
export function agentMark(service: string): string {
  return `A job of the service ${service}.`
}

/** The name of a job in the names of tasks and handlers: the last part of its label. */
function shortName({ label }: Pick<LaunchAgent, 'label'>): string {
  return label.slice(label.lastIndexOf('.') + 1)
}

/**
 * Unloads and removes the jobs of the services of a host that it no longer has: those of a service that was removed, has
 * moved, or has dropped its last job, which no role knows any more.
 *
 * @param path a path as a task writes it
 */
export function orphanedAgents(
  host: Host,
  agents: readonly LaunchAgent[],
  path: (absolute: string) => string,
): readonly Task[] {
  if (host.platform !== 'macos') return []
  const groups = Map.groupBy(agents, ({ root }) => root)
  const roots = host.home === undefined ? [true as const] : [undefined, true as const]
  return roots.flatMap(root =>
    retire({
      root,
      folder: path(agentFolder(host.home, root)),
      labels: (groups.get(root) ?? []).map(({ label }) => label),
      mark: markPattern('.+'),
      found: variable(`orphaned_${root === undefined ? 'agents' : 'daemons'}`),
      whose: 'no service has',
    }),
  )
}

function staleAgents(job: Job, root: true | undefined, agents: readonly LaunchAgent[]): Part {
  const { scope, host, service } = job
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
  return joined([...(root === undefined ? [directoryPart(job, { path: folder, mode: '0755' })] : []), { tasks }])
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
          ...(labels.length === 0 ? {} : { excludes: labels.map(label => `${label}.plist`) }),
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

/** Asks `launchctl list` until it knows the label no more, a minute at most. */
function untilGone(gone: Expression): Omit<Step, 'name' | 'module'> {
  return {
    register: gone,
    until: expression`${gone} is skipped or ${gone}.rc != 0`,
    retries: 60,
    delay: 1,
    changed_when: false,
    failed_when: expression`${gone}.rc == 0`,
  }
}

function agentPart(job: Job, agent: LaunchAgent): Part {
  const { scope, host, service } = job
  const { label, root, keepAlive, reads = [] } = agent
  const path = agentPath(host.home, agent)
  const name = shortName(agent)
  const restart = `${keepAlive === true ? 'Restart' : 'Reload'} ${name}`
  const listed = scope.register(name, 'listed')
  const loaded = scope.register(name, 'load')
  const gone = scope.register(name, 'gone')
  const launchctl = (...argv: readonly string[]): Pick<Step, 'module' | 'become'> => ({
    module: { 'ansible.builtin.command': { argv: ['launchctl', ...argv] } },
    ...asRoot(root),
  })
  const ask: Step = {
    name: `Ask whether ${name} is loaded`,
    ...launchctl('list', label),
    register: listed,
    changed_when: false,
    failed_when: false,
    check_mode: false,
  }
  if (runsByClock(agent)) {
    const text = plistText(scope, service, agent)
    // The next run reads its files anew.
    const files = reads.map(file => filePart(job, file))
    const confirmations = [agentConfirmation(job, agent, [])]
    return joined([
      ...files,
      clockAgentPart(job, { name, agent, path, text, listed, ask, launchctl, untilGone }),
      { confirmations },
    ])
  }
  const again = scope.register(name, 'load_again')
  // A run that failed before it came to load the job still runs its handlers.
  const fresh = expression`${loaded} | default({}) is not changed`
  return joined([
    ...reads.map(file => filePart(job, file, restart)),
    templatePart(
      job,
      { path, mode: '0644', ...(root === undefined ? {} : { owner: { user: 'root' } }) },
      plistText(scope, service, agent),
      {
        notify: restart,
      },
    ),
    {
      tasks: [
        ask,
        {
          name: `Load ${name}`,
          ...launchctl('load', scope.path(path)),
          register: loaded,
          changed_when: true,
          when: expression`${listed}.rc != 0`,
        },
      ],
      handlers: [
        {
          name: `Unload ${name} to read its files anew`,
          ...launchctl('unload', scope.path(path)),
          listen: restart,
          changed_when: true,
          failed_when: false,
          // What has just been loaded has read its files.
          when: fresh,
        },
        {
          // `launchctl unload` doesn't wait for the process to end, and a label that is still there isn't loaded again.
          name: `Wait until ${name} is gone`,
          ...launchctl('list', label),
          listen: restart,
          ...untilGone(gone),
          when: fresh,
        },
        {
          name: `Load ${name} again`,
          ...launchctl('load', scope.path(path)),
          listen: restart,
          register: again,
          changed_when: true,
          when: fresh,
        },
      ],
      // `launchctl load` says in words that it failed, not by its exit code.
      confirmations: [agentConfirmation(job, agent, [loaded, again])],
    },
  ])
}

/**
 * What runs all the time has a process. What runs now and then may have none, and may have failed for reasons that pass;
 * but these ends say that it could not even begin: EX_CONFIG (78), which launchd gives when it can't execute a program
 * (sysexits(3)), and those of a shell that can't (126, 127). They stand in the upper byte of the wait status.
 */
const neverBegan = [78, 126, 127].map(code => code << 8)

function agentConfirmation({ scope }: Job, agent: LaunchAgent, started: readonly Expression[]): Confirmation {
  const { label, root, keepAlive, out, err } = agent
  const answer = scope.register(shortName(agent), 'runs')
  const said = answerIn(scope)
  const began = expression`not ${says(answer, `"LastExitStatus" = (${neverBegan.join('|')});`)}`
  return {
    started,
    tasks: confirmRuns(scope, {
      name: shortName(agent),
      module: { 'ansible.builtin.command': { argv: ['launchctl', 'list', label] } },
      ...asRoot(root),
      answer,
      that: [keepAlive === true ? says(answer, '"PID" = [0-9]+;') : began],
      otherwise: [
        `Its last exit code: ${value`(${said}.stdout | regex_search('"LastExitStatus" = [0-9]+') | default('', true)).split(' ') | last | int // 256`}`,
        ...logHint(scope, [{ path: err }, { path: out }]),
      ],
    }),
  }
}
