import type { Resolved } from '@homelab/estate'
import type { Role } from '../ansible/role.ts'
import { type Task, taskData } from '../ansible/task.ts'
import type { Variable } from './scope.ts'

/** A rendered role with what the playbook needs to know of it. */
export interface PlayedRole {
  readonly role: Role
  readonly variables: readonly Variable[]
}

/**
 * The playbook of a host: first every secret of the roles that run, so that a missing one stops it before anything
 * changes; then the roles. Each role has one tag, its name.
 */
export function hostPlaybook({ title }: Resolved, host: string, played: readonly PlayedRole[]): object[] {
  const preTasks = played.flatMap((each, index) => secretTasks(each, played.slice(0, index)))
  return [
    {
      name: `Set up ${host} of ${title}`,
      hosts: host,
      gather_facts: false,
      ...(preTasks.length === 0 ? {} : { pre_tasks: preTasks.map(taskData) }),
      roles: played.map(({ role: { name } }) => ({ role: name, tags: [name] })),
    },
  ]
}

/** What another role has read is not read again. */
function secretTasks({ role, variables }: PlayedRole, before: readonly PlayedRole[]): readonly Task[] {
  if (role.secrets.length === 0) return []
  const known = before.flatMap(({ variables: others }) => others)
  const shared = variables.flatMap(({ name, secret }): Task[] => {
    const other = known.find(candidate => sameSecret(candidate, secret))
    if (other === undefined) return []
    return [
      {
        name: `Share ${secret?.field} of ${secret?.item} with ${role.name}`,
        module: { 'ansible.builtin.set_fact': { [name]: `{{ ${other.name} }}` } },
        when: `${other.name} is defined`,
        no_log: true,
        tags: [role.name],
      },
    ]
  })
  return [
    ...shared,
    {
      name: `Fetch the secrets of ${role.name}`,
      module: { 'ansible.builtin.import_role': { name: role.name, tasks_from: 'secrets.yml' } },
      tags: [role.name],
    },
  ]
}

function sameSecret({ secret: a }: Variable, b: Variable['secret']): boolean {
  return a !== undefined && b !== undefined && a.vault === b.vault && a.item === b.item && a.field === b.field
}
