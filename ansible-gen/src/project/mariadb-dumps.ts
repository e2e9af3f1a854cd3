import { type BackupEntry, backupToolsOf, type Finding, type Resolved } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { HostService } from './host-services.ts'
import { savedBy } from './saved-by.ts'

type Dumped = Extract<BackupEntry, { readonly kind: 'mariadb' }>

/** A database in a MariaDB server that is to be dumped is dumped by some service, under a name of its own. */
export function checkMariadbDumps(resolved: Resolved, services: readonly HostService[]): Finding[] {
  const dumped = savedBy(resolved, services)
  const tools = services.flatMap(({ service }) => backupToolsOf(resolved, service))
  const entries = resolved.backups.filter(entry => entry.kind === 'mariadb')
  return entries.flatMap((entry, index): Finding[] => {
    const { service, name, at } = entry
    const file = resolved.services.find(each => each.name === service)?.file
    const where = { subject: service, path: `database ${name}`, ...present({ file }) }
    const [refused] = tools.flatMap(({ tool, request }) =>
      request.mariadb.includes(entry) ? (tool.refuses(entry) ?? []) : [],
    )
    if (refused !== undefined) {
      return [
        {
          code: 'invalid-name',
          where,
          got: name,
          ...refused,
          fix: 'name a database of a service',
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
          fix: 'run a backup service there, with `mariadb` in its settings, or say why the database needs no backup',
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
        fix: 'state it once, or give one of them another name',
      },
    ]
  })
}

/** An archive has one dump of a name: tools tell dumps of a place by it, and not by the socket. */
function isSameDump(one: Dumped, other: Dumped): boolean {
  return one.name === other.name && one.at.kind === other.at.kind && one.at.name === other.at.name
}
