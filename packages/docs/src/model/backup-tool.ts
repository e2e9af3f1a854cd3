import { type AboutBackup, type BackupWords, backupToolsOf, type UsedBackupTool } from '@homelab/estate/model'
import type { Facts } from './facts.ts'
import { type OnHost, onHost } from './host.ts'

/** A service that backs up, with what its tool says. */
export interface Backups extends UsedBackupTool {
  readonly runs: OnHost
  readonly words: BackupWords
}

/** The services whose role sets up a tool that makes backups. */
export function backupsOf(context: Facts): readonly Backups[] {
  return context.resolved.services.flatMap(service => {
    const runs = onHost(context, service)
    if (runs === undefined) return []
    return backupToolsOf(context.resolved, service).map(used => {
      const about: AboutBackup = { settings: used.settings, host: runs.host }
      return { ...used, runs, words: used.tool.words(about) }
    })
  })
}
