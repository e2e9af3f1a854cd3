import { type BorgmaticSettings, borgmaticConfiguration, file, hostService, required } from '@homelab/ansible-gen'
import { type Service, service } from '@homelab/estate'
import { box } from './parts.ts'

const settings: BorgmaticSettings = {
  configuration: '/home/box/borgmatic.yaml',
  command: ['/usr/bin/borgmatic'],
  borg: '/usr/bin/borg',
  jq: '/usr/bin/jq',
  postgresPrograms: '/usr/bin',
  postgresVersion: 18,
  sqlite: { program: '/usr/bin/sqlite3', copies: '/home/box/copies' },
  mariadb: { programs: '/usr/bin', server: '/usr/sbin/mariadbd' },
  repository: { path: '/backups', label: 'backups', encryption: 'repokey', appendOnly: false },
  passCommand: 'cat /home/box/passphrase',
  keep: { daily: 1, monthly: 1, yearly: 1 },
  checks: [],
  lockWaitSeconds: 1,
  waitSeconds: 1,
  runner: '/home/box/run',
  recorder: '/home/box/record',
  records: '/home/box/records',
}

const programs = [
  '/usr/bin/borgmatic',
  '/usr/bin/borg',
  '/home/box/record',
  '/usr/bin/mariadb',
  '/usr/bin/mariadb-dump',
]

const { sqlite: _, mariadb: __, ...foldersAlone } = settings

/** Saves the folders of the box, and its databases. */
export const saver = saving(settings)

/** Saves folders alone. */
export const saverOfFolders = saving(foldersAlone)

function saving(by: BorgmaticSettings): Service {
  return service(import.meta, 'saver', {
    title: 'Saver',
    summary: 'saver',
    ports: {},
    workload: hostService({
      at: box,
      requires: programs.map(path => required(path, 'Build it.')),
      files: [file(settings.configuration, '0600', borgmaticConfiguration(by))],
    }),
  })
}
