import {
  type AnsibleLookup,
  type Argv,
  type Keeping,
  providerOfVault,
  type Secret,
  type SecretStorePart,
  storeOf,
} from '@homelab/estate/model'
import { type Expression, expression, quoted, value, variable } from '../../ansible/jinja.ts'
import type { Block, Step, Task } from '../../ansible/task.ts'
import type { Variable } from '../scope.ts'

/**
 * Reads the role's secrets on the control host, each only when nobody gave or read it before. What goes wrong stops the
 * run and names item and field; a value is never printed.
 *
 * @param answer the variable that keeps an answer for a moment
 * @param rendered the folder that `synth` writes, from the repository's root
 */
export function secretTasks(
  answer: Expression,
  keeping: Keeping,
  rendered: string,
  variables: readonly Variable[],
): readonly Task[] {
  return variables.flatMap(({ name, secret }) =>
    secret === undefined ? [] : readTask(keeping, rendered, name, secret, answer),
  )
}

/** Of a vault that nothing keeps a finding tells. */
function readTask(
  keeping: Keeping,
  rendered: string,
  variable: Expression,
  secret: Secret,
  answer: Expression,
): readonly Block[] {
  const [part, store] = [providerOfVault(keeping, secret.vault), storeOf(keeping, secret.vault)]
  if (part === undefined || store === undefined) return []
  const argv = store.fetch(secret)
  const lookup = store.lookup?.(secret)
  return [
    {
      name: `Fetch ${secret.field} of ${secret.item}`,
      when: expression`${variable} is not defined`,
      block:
        lookup === undefined
          ? commanded(argv, variable, secret, answer)
          : lookedUp(lookup, rendered, variable, secret, answer),
      rescue: [stopped(part, argv, secret, answer)],
    },
  ]
}

function commanded(argv: Argv, variable: Expression, { item, field }: Secret, answer: Expression): readonly Step[] {
  return [
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
  ]
}

/** A lookup runs on the control host, before its task. What it can't read fails the task that asks. */
function lookedUp(
  lookup: AnsibleLookup,
  rendered: string,
  variable: Expression,
  { item, field }: Secret,
  answer: Expression,
): readonly Step[] {
  return [
    {
      name: `Read ${field} of ${item}`,
      module: { 'ansible.builtin.set_fact': { [variable]: value`${lookupOf(lookup, rendered)})` } },
      register: answer,
      failed_when: expression`${answer} is failed or ${answer}.ansible_facts.${variable} == ''`,
      no_log: true,
    },
  ]
}

/** Up to its last bracket, each argument on a line. From the playbooks of the project, and not from where somebody starts Ansible. */
function lookupOf({ plugin, file, options }: AnsibleLookup, rendered: string): Expression {
  const above = [...rendered.split('/'), 'ansible', 'playbooks'].map(() => '/..').join('')
  return Object.entries(options).reduce(
    (call, [name, option]) => expression`${call},
  ${variable(name)}=${literal(option)}`,
    expression`lookup(${quoted(plugin)},
  playbook_dir ~ ${quoted(`${above}/${file}`)}`,
  )
}

function literal(of: string | boolean): Expression {
  if (typeof of === 'string') return quoted(of)
  return of ? expression`true` : expression`false`
}

function stopped(
  { title, install, opens = 'the vault unlocked?' }: SecretStorePart,
  argv: Argv,
  { item, field }: Secret,
  answer: Expression,
): Step {
  const [program] = argv
  return {
    name: `Stop without ${field} of ${item}`,
    module: {
      'ansible.builtin.fail': {
        msg: [
          `${title} gave no field "${field}" of item "${item}":`,
          value`${answer}.stderr | default(${answer}.msg, true) | default('the answer is empty', true)`,
          `Asked by ${argv.join(' ')}.`,
          `Is ${program} installed on this machine (${install}), and ${opens}`,
        ].join('\n'),
      },
    },
  }
}
