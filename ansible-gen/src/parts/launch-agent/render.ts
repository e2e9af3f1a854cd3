import { present } from '@homelab/formats/present'
import { type Expression, expression, value } from '../../ansible/jinja.ts'
import type { Step } from '../../ansible/task.ts'
import { answerIn, confirmRuns, logHint, says } from '../../project/pieces/confirm.ts'
import { asRoot, filePieces, templatePieces } from '../../project/pieces/files.ts'
import { requiredPrograms } from '../../project/pieces/packages.ts'
import { reloadPieces, validating } from '../../project/pieces/reload.ts'
import { type Confirmation, joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { untilGone } from './asking.ts'
import { clockPieces } from './clock.ts'
import { agentPath } from './paths.ts'
import { plistText } from './plist.ts'
import { type LaunchAgent, runsByClock } from './program.ts'
import { staleAgents } from './retire.ts'

export { orphanedAgents as beforeRoles } from './retire.ts'

/** The jobs of launchd that a service has: those that it no longer has go first, or two daemons run. */
export function render(rendering: Rendering, agents: readonly LaunchAgent[]): Pieces {
  const groups = Map.groupBy(agents, ({ root }) => root === true)
  return joined([
    ...[...groups].map(([root, group]) => staleAgents(rendering, root ? true : undefined, group)),
    ...agents.map(agent => agentPieces(rendering, agent)),
  ])
}

/** The name of a job in the names of tasks and handlers: the last part of its label. */
function shortName({ label }: Pick<LaunchAgent, 'label'>): string {
  return label.slice(label.lastIndexOf('.') + 1)
}

function agentPieces(rendering: Rendering, agent: LaunchAgent): Pieces {
  const { scope, host, service } = rendering
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
    // The next run reads its files again.
    const files = reads.map(file => filePieces(rendering, file))
    const confirmations = [agentConfirmation(rendering, agent, [])]
    return joined([
      ...files,
      clockPieces(rendering, { name, agent, path, text, listed, ask, launchctl }),
      { confirmations },
    ])
  }
  const again = scope.register(name, 'load_again')
  // A run that failed before it came to load the job still runs its handlers.
  const fresh = expression`${loaded} | default({}) is not changed`
  return joined([
    ...reads.map(file => {
      const validate = validating(rendering, agent, file.path)
      // What it takes over while it runs restarts nothing.
      return filePieces(rendering, file, validate === undefined ? restart : undefined, validate)
    }),
    templatePieces(
      rendering,
      { path, mode: '0644', ...(root !== undefined && { owner: { user: 'root' } }) },
      plistText(scope, service, agent, keepAlive === true ? requiredPrograms(rendering) : []),
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
          name: `Unload ${name} to read its files again`,
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
      confirmations: [agentConfirmation(rendering, agent, [loaded, again], restart)],
    },
  ])
}

/**
 * What runs all the time has a process. What runs now and then may have none, and may have failed for reasons that pass;
 * but these ends say that it could not even begin: EX_CONFIG (78), which launchd gives when it can't execute a program
 * (sysexits(3)), and those of a shell that can't (126, 127). They stand in the upper byte of the wait status.
 */
const neverBegan = [78, 126, 127].map(code => code << 8)

function agentConfirmation(
  rendering: Rendering,
  agent: LaunchAgent,
  started: readonly Expression[],
  restart = '',
): Confirmation {
  const { scope } = rendering
  const { label, root, keepAlive, out, err, reload } = agent
  const { tasks: taken, ...told } = reloadPieces(rendering, reload, {
    ...{ name: shortName(agent), restart, started },
    ...present({ root }),
  })
  const answer = scope.register(shortName(agent), 'runs')
  const said = answerIn(scope)
  const began = expression`not ${says(answer, `"LastExitStatus" = (${neverBegan.join('|')});`)}`
  return {
    started,
    ...told,
    tasks: [
      ...taken,
      ...confirmRuns(scope, {
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
    ],
  }
}
