import type { LogFile } from '@homelab/estate/model'
import { type Expression, expression, mark, quoted, value } from '../../ansible/jinja.ts'
import type { Step, Task } from '../../ansible/task.ts'
import type { Confirmation } from '../rendering.ts'
import type { RoleScope } from '../scope.ts'

/** One question whose answer tells whether something runs. */
interface Asked extends Pick<Step, 'module' | 'become' | 'environment'> {
  /** What people call it. */
  readonly name: string
  /** The variable that keeps the answer. */
  readonly answer: Expression
  /** What must hold of the answer. */
  readonly that: readonly Expression[]
  /** What to say besides the answer, which is `answerIn`. */
  readonly otherwise: readonly string[]
}

/**
 * The end of a role: what was set to work does work. It fails in two steps, or nobody would read why: `until` and
 * `failed_when` can't say anything.
 */
export function confirmRuns(scope: RoleScope, { name, answer, that, otherwise, ...how }: Asked): readonly Task[] {
  const said = answerIn(scope)
  return [
    { name: `Ask whether ${name} runs`, ...how, register: answer, changed_when: false, failed_when: false },
    {
      name: `Confirm that ${name} runs`,
      module: {
        'ansible.builtin.assert': {
          that: [expression`${answer}.rc == 0`, ...that],
          fail_msg: [
            `${name} does not run. Asked for it, the host says:`,
            value`${said}.stdout | default(${said}.stderr, true) | default(${said}.msg, true)`,
            ...otherwise,
          ].join('\n'),
          quiet: true,
        },
      },
      vars: { [said]: mark(answer) },
      when: expression`${answer} is not skipped`,
    },
  ]
}

/** The answer in what is said of it, by a name of one length: names of programs may be long. */
export function answerIn(scope: RoleScope): Expression {
  return scope.known('said')
}

/** Where a program says why it does not run. */
export function logHint(scope: RoleScope, logs: readonly Pick<LogFile, 'path'>[]): readonly string[] {
  return logs.map(({ path }) => `Its log: ${scope.path(path)}`)
}

/** All confirmations of a role, after its handlers: what has just been started gets some seconds to fail in. */
export function confirmTasks(scope: RoleScope, all: readonly Confirmation[], handlers: boolean): readonly Task[] {
  const flush: Task = {
    name: 'Restart now what has new files',
    module: { 'ansible.builtin.meta': 'flush_handlers' },
  }
  const started = all.flatMap(each => each.started)
  const takes = all.flatMap(each => each.takes ?? [])
  return [
    ...(handlers ? [flush] : []),
    ...(takes.length === 0 ? [] : [...takes, { ...flush, name: 'Restart now what could not be told' }]),
    ...(started.length === 0 ? [] : [settle(scope, started)]),
    ...all.flatMap(({ tasks }) => tasks),
  ]
}

function settle(scope: RoleScope, started: readonly Expression[]): Task {
  const seconds = scope.setting(
    'settle_seconds',
    'How many seconds a program that was just started must stay up to count as running.',
    '5',
  )
  const all = scope.known('started')
  return {
    name: 'Give what was started time to fail',
    module: { 'ansible.builtin.wait_for': { timeout: value`${seconds}` } },
    vars: { [all]: started.map(each => value`${each} | default({})`) },
    when: expression`${all} | select('changed') | list | length > 0`,
  }
}

/** Whether an answer has a line or word, as a regular expression. */
export function says(answer: Expression, pattern: string): Expression {
  return expression`${answer}.stdout | default('') is search(${quoted(pattern)})`
}
