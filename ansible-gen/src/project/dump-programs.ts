import { backupToolsOf, type Finding, type Resolved, type ResolvedService } from '@homelab/estate/model'
import type { HostService } from './host-services.ts'

/** `pg_dump` refuses a server of a newer major version: https://www.postgresql.org/docs/current/app-pgdump.html */
export function checkDumpPrograms(resolved: Resolved, services: readonly HostService[]): Finding[] {
  return services.flatMap(({ service }) =>
    backupToolsOf(resolved, service).flatMap(({ tool, settings, request }) => {
      const { postgresVersion } = tool.terms(settings)
      const servers = new Set(request.postgres.map(({ server }) => server))
      return [...servers].flatMap((server): Finding[] => {
        const major = majorOf(resolved.services.find(({ name }) => name === server))
        if (major === undefined || postgresVersion === undefined || major <= postgresVersion) return []
        return [
          {
            code: 'old-dump-program',
            where: { subject: service.name, path: `postgresVersion ${server}`, file: service.file },
            problem: 'pg_dump refuses a server of a newer major version than its own, and no backup is made any more',
            got: `pg_dump ${postgresVersion}, server ${major}`,
            expected: `pg_dump ${major} or newer`,
            fix: 'install newer programs of PostgreSQL on the host of the backups first, and state their folder and version',
          },
        ]
      })
    }),
  )
}

/** A server's version begins with its major one. */
function majorOf(server: ResolvedService | undefined): number | undefined {
  const [major] = /^\d+/.exec(server?.runs.databaseServer?.version ?? '') ?? []
  return major === undefined ? undefined : Number(major)
}
