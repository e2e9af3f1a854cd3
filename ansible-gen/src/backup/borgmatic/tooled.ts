import type { BackupRequest } from '@homelab/estate/model'
import type { BorgmaticSettings } from './settings.ts'

/** What is saved of a request: SQLite and MariaDB where the settings say how. */
export function tooled(
  request: BackupRequest,
  { sqlite, mariadb }: Pick<BorgmaticSettings, 'sqlite' | 'mariadb'>,
): BackupRequest {
  return {
    ...request,
    sqlite: sqlite === undefined ? [] : request.sqlite,
    mariadb: mariadb === undefined ? [] : request.mariadb,
  }
}
