import { settingsIn } from '@homelab/content'
import type { BackupEntry, Finding, Resolved } from '@homelab/estate'
import { savedMariadb } from '../borgmatic/saved.ts'
import { borgmaticSlot } from '../host/borgmatic.ts'
import type { HostService } from './host-services.ts'

type Dumped = Extract<BackupEntry, { readonly kind: 'mariadb' }>

/** A database in a MariaDB server that is to be dumped is dumped by some service, under a name of its own. */
export function checkMariadbDumps(resolved: Resolved, services: readonly HostService[]): Finding[] {
  const dumped = new Set<BackupEntry>(
    services.flatMap(({ service, workload }) =>
      settingsIn(workload, borgmaticSlot).flatMap(settings => savedMariadb(resolved, service, settings)),
    ),
  )
  const entries = resolved.backups.filter(entry => entry.kind === 'mariadb')
  return entries.flatMap((entry, index): Finding[] => {
    const { service, name, at } = entry
    const file = resolved.services.find(each => each.name === service)?.file
    const where = { subject: service, path: `database ${name}`, ...(file === undefined ? {} : { file }) }
    if (!isName(name)) {
      return [
        {
          code: 'invalid-name',
          where,
          problem: 'borgmatic takes it for something else than the database of this name',
          got: name,
          expected: 'letters, digits, `_`, `-` and `$`; not `all`, and none of the server’s own',
          mend: 'name a database of a service',
        },
      ]
    }
    if (!dumped.has(entry)) {
      return [
        {
          code: 'missing-backup',
          where,
          problem: 'no service dumps the MariaDB databases of this place',
          got: at.name,
          mend: 'run a backup service there, with `mariadb` in its settings, or say why the database needs no backup',
        },
      ]
    }
    const first = entries.slice(0, index).find(other => isSameDump(other, entry))
    if (first === undefined) return []
    return [
      {
        code: 'missing-backup',
        where,
        problem: `${first.service} has a database of this name there, and an archive has one dump of a name`,
        got: at.name,
        mend: 'state it once, or give one of them another name',
      },
    ]
  })
}

/** Where borgmatic puts a dump: the path has the database's name, and nothing of its socket. */
function isSameDump(one: Dumped, other: Dumped): boolean {
  return one.name === other.name && one.at.kind === other.at.kind && one.at.name === other.at.name
}

/** What MariaDB keeps for itself, and what borgmatic reads as several: https://torsion.org/borgmatic/how-to/backup-your-databases/ */
const reserved: ReadonlySet<string> = new Set(['all', 'mysql', 'sys', 'information_schema', 'performance_schema'])

function isName(name: string): boolean {
  return /^[\w$][\w$-]*$/.test(name) && !reserved.has(name.toLowerCase())
}
