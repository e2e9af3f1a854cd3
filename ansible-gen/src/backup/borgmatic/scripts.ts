import { backupRequest, type Resolved, type ResolvedService, settingsIn, text } from '@homelab/estate/model'
import { shellQuote } from '@homelab/formats/shell'
import { type HostContent, pieces } from '../../host/content.ts'
import { marker } from '../../project/contents.ts'
import { borgmaticCollector } from './collector.ts'
import { copiesOf } from './copies.ts'
import { recorderScript } from './recorder.ts'
import { restoreTestScript } from './restore-test.ts'
import { runScript } from './run.ts'
import {
  addressOf,
  type BorgmaticSettings,
  type BorgmaticSsh,
  borgmaticSlot,
  type MeasureSettings,
  maintenance,
  sshCommand,
} from './settings.ts'
import { tooled } from './tooled.ts'
import { triedDatabases } from './tried.ts'

/** The collector of backups: its groups of paths are the folders that are saved, by the names of their volumes. */
export function borgmaticScript(
  resolved: Resolved,
  service: ResolvedService,
  { textfile, settings, ...times }: MeasureSettings & { readonly textfile: string },
): HostContent {
  const { folders, sqlite, mariadb } = tooled(backupRequest(resolved, service), settings)
  return text(
    borgmaticCollector({
      marker: marker(service),
      output: textfile,
      borg: settings.borg,
      jq: settings.jq,
      repository: addressOf(settings),
      passCommand: settings.passCommand,
      label: settings.repository.label,
      groups: [
        ...folders.map(({ name, path }) => ({ label: name, pathPrefix: path })),
        ...copiesOf(sqlite, settings).map(({ name, copy }) => ({ label: name, pathPrefix: copy })),
      ],
      mariadb: mariadb.length > 0,
      records: settings.records,
      actions: ['create', ...maintenance(settings), 'restore-test'],
      ...times,
    }),
  )
}

/** The script that borgmatic's hooks call. */
export function recorderContent(_: Resolved, service: ResolvedService, { records }: BorgmaticSettings): HostContent {
  return text(recorderScript({ marker: marker(service), records }))
}

/** The script that runs borgmatic. */
export function runContent(resolved: Resolved, service: ResolvedService, settings: BorgmaticSettings): HostContent {
  const { folders, postgres, mariadb, sqlite } = tooled(backupRequest(resolved, service), settings)
  const servers = postgres.map(({ address: { host, port } }) => ({ host, port }))
  return text(
    runScript({
      marker: marker(service),
      settings,
      servers: [...new Map(servers.map(each => [`${each.host}:${each.port}`, each])).values()],
      sockets: [...new Set(mariadb.map(each => each.socket))],
      folders: folders.map(({ path }) => path),
      databases: triedDatabases({ postgres, mariadb, sqlite }, settings),
      pings: settingsIn(service, borgmaticSlot).some(({ configuration, ping }) => {
        return configuration === settings.configuration && ping !== undefined
      }),
    }),
  )
}

/** The script that tests whether a backup can be restored. */
export function restoreTestContent(
  resolved: Resolved,
  service: ResolvedService,
  settings: BorgmaticSettings,
): HostContent {
  const { folders, postgres, sqlite, mariadb, leftOut } = tooled(backupRequest(resolved, service), settings)
  return text(
    restoreTestScript({
      marker: marker(service),
      settings,
      folders: folders.map(({ path }) => path),
      leftOut: leftOut.files,
      foldersLeftOut: leftOut.folders,
      sqlite: copiesOf(sqlite, settings),
      databases: postgres.map(({ name, address }) => ({ name, host: address.host })),
      mariadb: mariadb.map(({ name }) => name),
    }),
  )
}

/** The script that calls borg with the keys of a repository that is asked over SSH. */
export function borgContent(_: Resolved, service: ResolvedService, ssh: BorgmaticSsh): HostContent {
  const lines = [
    '#!/bin/sh',
    ...marker(service).map(line => `# ${line}`),
    '# borg, as the server of the repository lets it in.',
    `BORG_RSH=${shellQuote(sshCommand(ssh))}`,
    'export BORG_RSH',
    `exec ${shellQuote(ssh.borg)} "$@"`,
  ]
  return text(`${lines.join('\n')}\n`)
}

/** https://man.openbsd.org/sshd.8#SSH_KNOWN_HOSTS_FILE_FORMAT */
export function knownHostsContent(
  _: Resolved,
  __: ResolvedService,
  { host, port, hostKey }: BorgmaticSsh,
): HostContent {
  const name = port === undefined || port === 22 ? host : `[${host}]:${port}`
  return pieces(`${name} `, hostKey, '\n')
}
