import { type Expression, expression, value } from '../../ansible/jinja.ts'
import type { Step } from '../../ansible/task.ts'
import { says } from '../../project/pieces/confirm.ts'

/** How often a run is asked for, in seconds; the expression below says it, too. */
const step = 10
/** How long a run is waited for, in seconds. */
export const patience = 600

/** What `launchctl list LABEL` says of a job that runs; and of one that does, and that nothing keeps alive. */
export const running = '"PID" = '
export const runningOnce = '(?s)(?=.*"OnDemand" = true).*"PID" = '

/** Asks until no run goes on, for a while: what it then says is for the next task. */
export function untilEnded(
  answer: Expression,
  pattern: string,
  seconds: Expression | number = patience,
): Omit<Step, 'name' | 'module'> {
  return {
    register: answer,
    until: expression`not ${says(answer, pattern)}`,
    retries: typeof seconds === 'number' ? seconds / step : value`${seconds} | int // 10`,
    delay: step,
    changed_when: false,
    failed_when: false,
  }
}

/** Asks `launchctl list` until it knows the label no more, a minute at most. */
export function untilGone(gone: Expression): Omit<Step, 'name' | 'module'> {
  return {
    register: gone,
    until: expression`${gone} is skipped or ${gone}.rc != 0`,
    retries: 60,
    delay: 1,
    changed_when: false,
    failed_when: expression`${gone}.rc == 0`,
  }
}
