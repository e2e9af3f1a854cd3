import type { Host, ResolvedWithWorkloads } from '@homelab/estate/model'
import { expression, mark, variable } from '../ansible/jinja.ts'
import type { Role } from '../ansible/role.ts'
import { type Task, taskData } from '../ansible/task.ts'
import type { PathOf } from '../host/host-part.ts'
import { byPart } from '../host/known-program.ts'
import type { HostService } from './host-services.ts'
import { hostVariables, type Variable } from './scope.ts'
import { withPaths } from './template.ts'

/** A rendered role with what the playbook needs to know of it. */
export interface PlayedRole {
  readonly role: Role
  readonly variables: readonly Variable[]
}

/**
 * The playbook of a host: first every secret of the roles that run, so that a missing one stops it before anything
 * changes; then what parts of hosts do before any role, when all of them run; then the roles. Each role has one tag, its
 * name.
 */
export function hostPlaybook(
  { title, parts }: ResolvedWithWorkloads,
  host: Host,
  played: readonly (PlayedRole & HostService)[],
): object[] {
  const preTasks = [
    ...played.flatMap((each, index) => secretTasks(each, played.slice(0, index))),
    ...beforeRoles(parts, host, played),
  ]
  return [
    {
      name: `Set up ${host.name} of ${title}`,
      hosts: host.name,
      gather_facts: false,
      // Else a role that fails would keep the services of the roles before it from ever reading their new files.
      force_handlers: true,
      ...(preTasks.length > 0 && { pre_tasks: preTasks.map(taskData) }),
      roles: played.map(({ role: { name } }) => ({ role: name, tags: [name] })),
    },
  ]
}

function beforeRoles(
  parts: ResolvedWithWorkloads['parts'],
  host: Host,
  services: readonly HostService[],
): readonly Task[] {
  const { home, brewPrefix } = host
  const path: PathOf = (absolute, systemPaths) =>
    withPaths(absolute, {
      home,
      brewPrefix,
      systemPaths: new Set(systemPaths),
      variable: fact => variable(hostVariables[fact]),
    })
  const programs = services.flatMap(each => each.programs)
  return byPart(parts, programs).flatMap(([part, own]) => part.renderer.get().beforeRoles?.(host, own, path) ?? [])
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
        module: { 'ansible.builtin.set_fact': { [name]: mark(other.name) } },
        when: expression`${other.name} is defined`,
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
