import { present } from '@homelab/formats/present'
import type { Expression, Value } from './jinja.ts'
import type { ModuleCall } from './modules.ts'

/** What Ansible evaluates without being asked: the value of `when`, `changed_when`… */
type Condition = Expression | boolean | readonly Expression[]

interface Keywords {
  readonly when?: Condition
  readonly loop?: readonly unknown[] | Value
  readonly loop_control?: { readonly label: Value; readonly loop_var?: string }
  readonly become?: boolean
  /** Whom it becomes: root by default. */
  readonly become_user?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly delegate_to?: 'localhost'
  readonly register?: string
  readonly changed_when?: Condition
  readonly failed_when?: Condition
  /** Asked again until it holds: `retries` times, `delay` seconds apart. */
  readonly until?: Condition
  readonly retries?: number | string
  readonly delay?: number
  /** False: runs in check mode too. True: never changes anything, and tells whether it would. */
  readonly check_mode?: boolean
  /** Seconds after which it counts as failed. */
  readonly timeout?: number
  readonly no_log?: true
  readonly notify?: string | readonly string[]
  readonly listen?: string
  readonly tags?: readonly string[]
  readonly vars?: Readonly<Record<string, unknown>>
}

/** One step: a name for people, a module, and how it runs. */
export interface Step extends Keywords {
  readonly name: string
  readonly module: ModuleCall
}

/** Steps that belong together, with what happens when one fails. */
export interface Block extends Pick<Keywords, 'when' | 'tags' | 'vars'> {
  readonly name: string
  readonly block: readonly Task[]
  readonly rescue?: readonly Task[]
}

export type Task = Step | Block

/** The task as Ansible reads it: name first, then the module, then the keywords. */
export function taskData(task: Task): object {
  if ('block' in task) {
    const { name, block, rescue, ...keywords } = task
    return {
      name,
      ...keywords,
      block: block.map(taskData),
      ...present({ rescue: rescue?.map(taskData) }),
    }
  }
  const { name, module, ...keywords } = task
  return { name, ...module, ...keywords }
}
