import type { Backup, ResolvedDatabase, ResolvedRole, ResolvedService } from '@homelab/estate/model'
import { type Block, code, paragraph, prose, section, subsection, tableOf } from '@homelab/formats/page'
import { type Context, linkService } from '../context.ts'
import { distinct } from '../model/distinct.ts'

/** What it keeps, where, and how that is kept safe. */
export function storage(context: Context, service: ResolvedService): Block {
  const { volumes, name } = service
  const { find } = context
  const shares = distinct(service.shares, share => share.name)
  const databases = find.databasesFor(name)
  const server = [...find.databasesOn(name), ...find.rolesOn(name)]
  return section(
    'Data',
    volumes.length + shares.length + databases.length + server.length === 0
      ? paragraph('It keeps none.')
      : [
          tableOf(
            ['volume', 'holds', 'size', 'backup'],
            volumes.map(volume => [
              code(volume.path ?? volume.name),
              prose(volume.holds),
              volume.size === undefined ? '' : code(volume.size),
              backupText(volume.backup),
            ]),
          ),
          tableOf(
            ['share', 'holds', 'from', 'backup'],
            shares.map(share => [
              code(share.name),
              prose(share.holds),
              code(`${share.server}:${share.path}`),
              backupText(share.backup),
            ]),
          ),
          tableOf(
            ['database', 'server', 'owner', 'backup'],
            databases.map(database => [
              code(database.name),
              linkService(context, database.server),
              code(database.owner),
              backupText(database.backup),
            ]),
          ),
        ],
    serverTables(context, service),
  )
}

/** How data is kept safe, in a few words. */
export function backupText(backup: Backup): string {
  switch (backup.by) {
    case 'dump':
      return 'dumped'
    case 'directory':
      return `saved, priority ${backup.priority}`
    case 'none':
      return `none: ${prose(backup.reason)}`
  }
}

function serverTables(context: Context, { name }: ResolvedService): Block {
  const { find } = context
  return [
    subsection(
      'Databases on it',
      tableOf(['database', 'for', 'owner', 'backup'], find.databasesOn(name).map(databaseRow(context))),
    ),
    subsection('Logins', tableOf(['login', 'for', 'rights', 'why'], find.rolesOn(name).map(roleRow(context)))),
  ]
}

function databaseRow(context: Context): (database: ResolvedDatabase) => readonly string[] {
  return ({ name, service, owner, bootstrap, backup }) => [
    `${code(name)}${bootstrap === undefined ? '' : ' (made with the server)'}`,
    linkService(context, service),
    code(owner),
    backupText(backup),
  ]
}

function roleRow(context: Context): (role: ResolvedRole) => readonly string[] {
  return ({ name, service, superuser, createdb, createrole, memberOf = [], reason }) => [
    code(name),
    linkService(context, service),
    [
      ...(superuser === true ? ['superuser'] : []),
      ...(createdb === true ? ['createdb'] : []),
      ...(createrole === true ? ['createrole'] : []),
      ...memberOf.map(role => `member of ${code(role)}`),
    ].join(', '),
    reason === undefined ? '' : prose(reason),
  ]
}
