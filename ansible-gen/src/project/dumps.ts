import { slotsIn } from '@homelab/content'
import type { Finding, Resolved, ResolvedService } from '@homelab/estate'
import { savedDatabases, savedFolders } from '../borgmatic/saved.ts'
import { type BorgmaticSettings, borgmaticSlot } from '../host/borgmatic.ts'
import type { HostService } from './host-services.ts'

/** Whatever asks to be saved is saved by some service, and what is dumped exists. */
export function checkDumps(resolved: Resolved, services: readonly HostService[]): Finding[] {
  const tools = services.flatMap(({ service, workload }) =>
    slotsIn(workload).some(({ slot }) => slot === borgmaticSlot) ? [service] : [],
  )
  const folders = new Set(tools.flatMap(tool => savedFolders(resolved, tool)))
  const dumps = new Set(tools.flatMap(tool => savedDatabases(resolved, tool).map(key)))
  return resolved.backups.flatMap((entry): Finding[] => {
    const file = resolved.services.find(({ name }) => name === entry.service)?.file
    const where = { subject: entry.service, ...(file === undefined ? {} : { file }) }
    if (entry.kind === 'directory' && !folders.has(entry)) {
      return [
        {
          code: 'missing-backup',
          where: { ...where, path: entry.path },
          problem: 'no service saves the folders of this place',
          got: entry.at.name,
          mend: 'run a backup service there, or say why the folder needs no backup',
        },
      ]
    }
    if (entry.kind === 'dump' && !dumps.has(key({ name: entry.database, server: entry.server }))) {
      return [
        {
          code: 'unknown-database',
          where: { ...where, path: `database ${entry.database}` },
          problem: 'no backup service can log in to the server of the database',
          got: entry.server,
          mend: 'give the backup service a role on the server, or say why the database needs no backup',
        },
      ]
    }
    return []
  })
}

/** `pg_dump` refuses a server of a newer major version: https://www.postgresql.org/docs/current/app-pgdump.html */
export function checkDumpPrograms(resolved: Resolved, services: readonly HostService[]): Finding[] {
  return services.flatMap(({ service, workload }) =>
    slotsIn(workload)
      .filter(({ slot }) => slot === borgmaticSlot)
      .flatMap(({ settings }) => {
        const { postgresVersion } = settings as BorgmaticSettings
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

function key({ name, server }: { readonly name: string; readonly server: string }): string {
  return `${server}/${name}`
}
