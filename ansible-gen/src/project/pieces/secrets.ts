import { type Argv, type Keeping, providerOfVault, type Secret, storeOf } from '@homelab/estate/model'
import { type Expression, expression, value } from '../../ansible/jinja.ts'
import type { Block, Task } from '../../ansible/task.ts'
import type { Variable } from '../scope.ts'

/**
 * Reads the role's secrets on the control host, each only when nobody gave or read it before. What goes wrong stops the
 * run and names item and field; a value is never printed.
 *
 * @param answer the variable that keeps an answer for a moment
 */
export function secretTasks(answer: Expression, keeping: Keeping, variables: readonly Variable[]): readonly Task[] {
  return variables.flatMap(({ name, secret }) => (secret === undefined ? [] : readTask(keeping, name, secret, answer)))
}

/** Of a vault that nothing keeps a finding tells. */
function readTask(keeping: Keeping, variable: Expression, secret: Secret, answer: Expression): readonly Block[] {
  const { vault } = secret
  const title = providerOfVault(keeping, vault)?.title
  const argv = storeOf(keeping, vault)?.fetch(secret)
  return title === undefined || argv === undefined ? [] : [fetched(title, argv, variable, secret, answer)]
}

function fetched(title: string, argv: Argv, variable: Expression, { item, field }: Secret, answer: Expression): Block {
  const [program] = argv
  return {
    name: `Fetch ${field} of ${item}`,
    when: expression`${variable} is not defined`,
    block: [
      {
        name: `Read ${field} of ${item}`,
        module: { 'ansible.builtin.command': { argv } },
        delegate_to: 'localhost',
        become: false,
        register: answer,
        changed_when: false,
        failed_when: expression`${answer}.stdout | default('') == ''`,
        check_mode: false,
        no_log: true,
      },
      {
        name: `Keep ${field} of ${item}`,
        module: { 'ansible.builtin.set_fact': { [variable]: value`${answer}.stdout` } },
        no_log: true,
      },
    ],
    rescue: [
      {
        name: `Stop without ${field} of ${item}`,
        module: {
          'ansible.builtin.fail': {
            msg: [
              `${title} gave no field "${field}" of item "${item}":`,
              value`${answer}.stderr | default(${answer}.msg, true) | default('the answer is empty', true)`,
              `Asked by ${argv.join(' ')}.`,
              `Is ${program} installed on this machine, and the vault unlocked?`,
            ].join('\n'),
          },
        },
      },
    ],
  }
}
