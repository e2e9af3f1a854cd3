import { printScript, scriptFile } from '@homelab/formats/shell'
import type { BorgmaticSettings } from './settings.ts'

export interface RunProps {
  /** The lines that say where the script comes from, without the comment sign. */
  readonly marker: readonly string[]
  readonly settings: BorgmaticSettings
  /** The database servers whose databases are dumped. */
  readonly servers: readonly { readonly host: string; readonly port: number }[]
  /** The sockets of the MariaDB servers whose databases are dumped. */
  readonly sockets?: readonly string[]
}

const script = scriptFile(new URL('./run.sh', import.meta.url))

/** The script that runs borgmatic: one run at a time, and none before what it needs is there. */
export function runScript({ marker, settings, servers, sockets = [] }: RunProps): string {
  const { path, mountPoint = '' } = settings.repository
  return printScript(script, [...marker, ''], {
    COMMAND: settings.command.join('\n'),
    CONFIGURATION: settings.configuration,
    REPOSITORY: path,
    MOUNT_POINT: mountPoint,
    SERVERS: servers.map(({ host, port }) => `${host} ${port}`).join('\n'),
    POSTGRES: settings.postgresPrograms,
    SOCKETS: sockets.join('\n'),
    MARIADB: settings.mariadb?.programs ?? '',
    RECORDER: settings.recorder,
    LOCK: `${settings.records}/running`,
    WAIT_SECONDS: settings.waitSeconds,
    LOCK_WAIT_SECONDS: settings.lockWaitSeconds,
  })
}
