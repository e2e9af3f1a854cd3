import { present } from '@homelab/formats/present'
import type { RoleProps } from '../needs.ts'
import type { ResolvedDatabase, ResolvedRole } from '../resolved.ts'
import { type Draft, whereIs } from './draft.ts'

/** All databases and managed roles, in the order of the services that need them. */
export function resolveDatabases(draft: Draft): { databases: ResolvedDatabase[]; roles: ResolvedRole[] } {
  const databases: ResolvedDatabase[] = []
  const roles: ResolvedRole[] = []
  for (const service of draft.services) {
    for (const [index, need] of (service.needs ?? []).entries()) {
      if (need.need === 'role') {
        const { need: _, server, name, ...props } = need
        roles.push({ name, server, service: service.name, ...props })
      }
      if (need.need !== 'database') continue
      const { name, server, owner = name, bootstrap, role, backup, use } = need
      const base = { name, server, service: service.name, owner, backup }
      databases.push({
        ...base,
        ...(bootstrap !== undefined && { bootstrap: { postInitSql: bootstrap.postInitSql ?? [] } }),
        ...present({ use }),
      })
      if (role !== undefined) roles.push(ownerRole(owner, server, service.name, role))
      if (bootstrap === undefined && role === undefined) {
        draft.findings.push({
          code: 'unknown-database',
          where: { ...whereIs(service, 'needs'), keys: ['needs', index] },
          problem: `nothing makes the database ${name}`,
          fix: `say \`bootstrap: {}\` when the server's bootstrap makes it, or give its owner as \`role\``,
        })
      }
    }
  }
  return { databases, roles }
}

function ownerRole(name: string, server: string, service: string, props: RoleProps): ResolvedRole {
  return { name, server, service, ...props }
}
