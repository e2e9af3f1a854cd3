import { type Resolved, type ResolvedService, text } from '@homelab/estate'
import { borgmaticCollector } from '../collectors/borgmatic.ts'
import { recorderScript } from '../collectors/borgmatic-runs.ts'
import { type BorgmaticSettings, maintenance } from '../host/borgmatic.ts'
import type { HostContent } from '../host/content.ts'
import type { ScriptSettings } from '../host/scripts.ts'
import { marker } from '../project/contents.ts'
import { restoreTestScript } from './restore-test.ts'
import { runScript } from './run.ts'
import { leftOut, savedDatabases, savedFolders, savedMariadb, savedSqlite } from './saved.ts'

/** The collector of backups: its groups of paths are the folders that are saved, by the names of their volumes. */
export function borgmaticScript(
  resolved: Resolved,
  service: ResolvedService,
  { textfile, settings, ...times }: ScriptSettings['borgmatic'] & { readonly textfile: string },
): HostContent {
  return text(
    borgmaticCollector({
      marker: marker(service),
      output: textfile,
      borg: settings.borg,
      jq: settings.jq,
      repository: settings.repository.path,
      passCommand: settings.passCommand,
      label: settings.repository.label,
      groups: [
        ...savedFolders(resolved, service).map(({ name, path }) => ({ label: name, pathPrefix: path })),
        ...savedSqlite(resolved, service, settings).map(({ name, copy }) => ({ label: name, pathPrefix: copy })),
      ],
      mariadb: savedMariadb(resolved, service, settings).length > 0,
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
  const servers = savedDatabases(resolved, service).map(({ address: { host, port } }) => ({ host, port }))
  return text(
    runScript({
      marker: marker(service),
      settings,
      servers: [...new Map(servers.map(each => [`${each.host}:${each.port}`, each])).values()],
      sockets: [...new Set(savedMariadb(resolved, service, settings).map(each => each.socket))],
    }),
  )
}

/** The script that tests whether a backup can be restored. */
export function restoreTestContent(
  resolved: Resolved,
  service: ResolvedService,
  settings: BorgmaticSettings,
): HostContent {
  const left = leftOut(resolved, service)
  return text(
    restoreTestScript({
      marker: marker(service),
      settings,
      folders: savedFolders(resolved, service).map(({ path }) => path),
      leftOut: left.files,
      foldersLeftOut: left.folders,
      sqlite: savedSqlite(resolved, service, settings),
      databases: savedDatabases(resolved, service).map(({ name, address }) => ({ name, host: address.host })),
      mariadb: savedMariadb(resolved, service, settings).map(({ name }) => name),
    }),
  )
}
