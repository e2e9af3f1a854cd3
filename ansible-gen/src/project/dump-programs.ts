import { settingsIn } from '@homelab/content'
import type { Finding, Resolved, ResolvedService } from '@homelab/estate'
import { savedDatabases } from '../borgmatic/saved.ts'
import { borgmaticSlot } from '../host/borgmatic.ts'
import type { HostService } from './host-services.ts'

/** `pg_dump` refuses a server of a newer major version: https://www.postgresql.org/docs/current/app-pgdump.html */
export function checkDumpPrograms(resolved: Resolved, services: readonly HostService[]): Finding[] {
  return services.flatMap(({ service, workload }) =>
    settingsIn(workload, borgmaticSlot).flatMap(({ postgresVersion }) => {
      const servers = new Set(savedDatabases(resolved, service).map(({ server }) => server))
      return [...servers].flatMap((server): Finding[] => {
        const major = majorOf(resolved.services.find(({ name }) => name === server))
        if (major === undefined || major <= postgresVersion) return []
        return [
          {
            code: 'old-dump-program',
            where: { subject: service.name, path: `postgresVersion ${server}`, file: service.file },
            problem: 'pg_dump refuses a server of a newer major version than its own, and no backup is made any more',
            got: `pg_dump ${postgresVersion}, server ${major}`,
            expected: `pg_dump ${major} or newer`,
            mend: 'install newer programs of PostgreSQL on the host of the backups first, and state their folder and version',
          },
        ]
      })
    }),
  )
}

/** The tag of a server's image begins with its major version. */
function majorOf(server: ResolvedService | undefined): number | undefined {
  const { image } = (server?.workload ?? {}) as { readonly image?: { readonly version?: string } }
  const [major] = /^\d+/.exec(image?.version ?? '') ?? []
  return major === undefined ? undefined : Number(major)
}
