import { type Expression, expression } from '../../ansible/jinja.ts'
import type { Task } from '../../ansible/task.ts'
import type { Reload } from '../../host/reload.ts'
import type { Confirmation, Pieces, Rendering } from '../rendering.ts'
import { confirmRuns, says } from './confirm.ts'
import { reloadPieces } from './reload.ts'

/** A unit of systemd that a role starts. */
export interface StartedUnit {
  /** Without ending. */
  readonly unit: string
  /** What is started and restarted, with its ending: the timer, where there is one. */
  readonly managed: string
  /** `running`: as long as it is up; `timed`: whenever its timer says so; `mounted`: a file system; `exited`: what it did holds. */
  readonly runs: 'running' | 'timed' | 'mounted' | 'exited'
  /** How it takes over files while it runs. */
  readonly reload?: Reload
}

/** The handler that starts a unit again. */
export function restartName(unit: string): string {
  return `Restart ${unit}`
}

/**
 * Starts a unit, has a handler that starts it again, and confirms that it runs. A check before the first run has written no
 * unit, and could not start one: it asks first.
 */
export function startedPieces(rendering: Rendering, started: StartedUnit): Pieces {
  const { scope } = rendering
  const { unit, managed } = started
  const there = scope.register(unit, 'there')
  const first = scope.register(unit, 'start')
  const again = scope.register(unit, 'restart')
  const isThere = expression`not ansible_check_mode or ${there}.rc == 0`
  const ask: Task = {
    name: `Ask whether there is a ${managed} yet`,
    module: { 'ansible.builtin.command': { argv: ['systemctl', 'cat', managed] } },
    register: there,
    changed_when: false,
    failed_when: false,
    check_mode: false,
    when: expression`ansible_check_mode`,
  }
  const start: Task = {
    name: `Start ${managed}`,
    module: {
      'ansible.builtin.systemd_service': { name: managed, state: 'started', enabled: true, daemon_reload: true },
    },
    become: true,
    register: first,
    when: isThere,
  }
  const handler: Task = {
    name: restartName(unit),
    module: { 'ansible.builtin.systemd_service': { name: managed, state: 'restarted', daemon_reload: true } },
    become: true,
    register: again,
    // What has just been started has read its files. A run that failed before it came to that still runs handlers.
    when: [expression`${first} | default({}) is not changed`, expression`not (${first} | default({}) is skipped)`],
  }
  return { tasks: [ask, start], handlers: [handler], confirmations: [confirmation(rendering, started, [first, again])] }
}

/**
 * A program that ends and is started again and again is `activating (auto-restart)` between its runs. A timer's program
 * may have failed for reasons that pass; with 200 and above systemd says that it could not even begin:
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Process%20Exit%20Codes
 */
function confirmation(
  rendering: Rendering,
  { unit, managed, runs, reload }: StartedUnit,
  started: readonly Expression[],
): Confirmation {
  const { scope } = rendering
  const { tasks: taken, ...told } = reloadPieces(rendering, reload, {
    ...{ name: unit, restart: restartName(unit), root: true, started },
  })
  const answer = scope.register(unit, 'runs')
  const timed = runs === 'timed'
  const log = timed ? `${unit}.service` : managed
  const properties = ['ActiveState', 'SubState', 'Result', 'ExecMainStatus'].map(name => `--property=${name}`)
  return {
    started,
    ...told,
    tasks: [
      ...taken,
      ...confirmRuns(scope, {
        name: managed,
        module: {
          'ansible.builtin.command': {
            argv: ['systemctl', 'show', ...properties, ...(timed ? [managed, log] : [managed])],
          },
        },
        answer,
        that: timed
          ? [
              // The timer's lines, then an empty one, then those of the service.
              expression`${answer}.stdout.split('\n\n') | first is search('ActiveState=active')`,
              expression`not ${says(answer, 'ExecMainStatus=2[0-9][0-9]')}`,
            ]
          : [says(answer, 'ActiveState=active'), says(answer, `SubState=${runs}`)],
        otherwise: [`Its log: journalctl --unit=${log}`],
      }),
    ],
  }
}
