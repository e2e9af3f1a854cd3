import { type Expression, expression, quoted, value } from '../../ansible/jinja.ts'
import type { Task } from '../../ansible/task.ts'
import type { Reload, Reloading } from '../../host/reload.ts'
import type { Confirmation, Rendering } from '../rendering.ts'
import { answerIn } from './confirm.ts'
import { asRoot } from './files.ts'

/** What a part knows of a program besides its own words. */
interface Told {
  /** As people call it. */
  readonly name: string
  /** The handler that starts it again. */
  readonly restart: string
  /** Root tells it. */
  readonly root?: true
  /** Variables of the tasks and handlers that start it: what was started just now has read its files. */
  readonly started: readonly Expression[]
}

/** The command that reads a file before it is written, where the program takes it over. */
export function validating({ scope }: Rendering, { reload }: Reloading, path: string): readonly string[] | undefined {
  return reload?.files.includes(path) === true ? reload.validate.map(scope.path) : undefined
}

/**
 * Each run has the program read its files, and not only one that wrote them: what it once refused would be in force for
 * nobody, and no later run would say so. What was started before it could be told has no way to hear, and is restarted.
 */
export function reloadPieces(
  { scope }: Rendering,
  reload: Reload | undefined,
  { name, restart, root, started }: Told,
): Pick<Confirmation, 'takes' | 'tasks'> {
  if (reload === undefined) return { tasks: [] }
  const answer = scope.register(name, 'reload')
  const unheard = expression`${answer}.stderr | default('') is search(${quoted(reload.unheard)})`
  const take: Task = {
    name: `Have ${name} take over its files`,
    module: { 'ansible.builtin.command': { argv: reload.command.map(scope.path) } },
    ...asRoot(root),
    register: answer,
    changed_when: [expression`${answer}.rc != 0`, unheard],
    failed_when: false,
    when: started.map(each => expression`${each} | default({}) is not changed`),
    notify: restart,
  }
  const confirm: Task = {
    name: `Confirm that ${name} took over its files`,
    module: {
      'ansible.builtin.assert': {
        that: [expression`${answer}.rc == 0 or (${unheard})`],
        fail_msg: [
          `${name} goes on with what it had: it refuses its new files, and says:`,
          value`${answerIn(scope)}.stderr | default(${answerIn(scope)}.msg, true)`,
        ].join('\n'),
        quiet: true,
      },
    },
    vars: { [answerIn(scope)]: value`${answer}` },
    when: expression`${answer} is not skipped`,
  }
  return { takes: [take], tasks: [confirm] }
}
