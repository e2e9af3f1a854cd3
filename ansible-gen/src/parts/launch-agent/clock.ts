import { type Expression, expression, value } from '../../ansible/jinja.ts'
import type { Step, Task } from '../../ansible/task.ts'
import { says } from '../../project/pieces/confirm.ts'
import { templatePieces } from '../../project/pieces/files.ts'
import type { Pieces, Rendering } from '../../project/rendering.ts'
import { patience, running, untilEnded, untilGone } from './asking.ts'
import type { LaunchAgent } from './program.ts'

/** What a part of a job that runs by the clock is told. */
interface ClockAgent {
  readonly name: string
  readonly agent: LaunchAgent
  /** The property list: its path as the host has it, and its text. */
  readonly path: string
  readonly text: string
  /** The variable that keeps whether launchd knows the job. */
  readonly listed: Expression
  /** The task that asks launchd for it. */
  readonly ask: Task
  readonly launchctl: (...argv: readonly string[]) => Pick<Step, 'module' | 'become'>
}

/**
 * A job that runs by the clock alone. To unload it ends its run, so a new property list waits for the end of one, and
 * is only then written: a play that has waited long enough stops before it changed anything, and the next one goes on.
 */
export function clockPieces(rendering: Rendering, clock: ClockAgent): Pieces {
  const { scope } = rendering
  const { name, agent, path, text, listed, ask, launchctl } = clock
  const { label, root } = agent
  const planned = scope.register(name, 'planned')
  const run = scope.register(name, 'run')
  const wait = scope.setting(
    'run_wait_seconds',
    'How long a run is waited for that a new property list would end.',
    `${patience}`,
  )
  const { tasks: [write] = [], templates = [] } = templatePieces(
    rendering,
    { path, mode: '0644', ...(root !== undefined && { owner: { user: 'root' } }) },
    text,
    {},
  )
  if (write === undefined || 'block' in write) return {}
  const known = expression`${listed}.rc == 0`
  const again = [expression`${planned} is changed`, known]
  return {
    templates,
    tasks: [
      ask,
      { ...write, name: `Compare the property list of ${name}`, register: planned, check_mode: true },
      {
        name: `Wait until no run of ${name} goes on`,
        ...launchctl('list', label),
        ...untilEnded(run, running, wait),
        when: again,
      },
      {
        name: `Leave ${name} as it is while it runs`,
        module: {
          'ansible.builtin.fail': {
            msg: [
              `A run of ${label} goes on for more than ${value`${wait}`} seconds, and a new property list would end it.`,
              `Nothing of it was changed. Play again when it has ended; \`launchctl stop ${label}\` ends it.`,
            ].join('\n'),
          },
        },
        when: [...again, says(run, running)],
      },
      {
        name: `Unload ${name} before its property list changes`,
        ...launchctl('unload', scope.path(path)),
        changed_when: true,
        when: again,
      },
      {
        name: `Wait until ${name} is gone`,
        ...launchctl('list', label),
        ...untilGone(scope.register(name, 'gone')),
        when: again,
      },
      write,
      {
        name: `Load ${name}`,
        ...launchctl('load', scope.path(path)),
        changed_when: true,
        when: expression`${planned} is changed or not (${known})`,
      },
    ],
  }
}
