import type { Case } from '../../case.ts'

const backup = `import {
  type BorgmaticSettings,
  borgmaticConfiguration,
  borgmaticRecorder,
  borgmaticRun,
  directory,
  file,
  hostService,
  inHome,
  required,
  systemdTimer,
} from '@homelab/ansible-gen'
import { accept, daily, service } from '@homelab/estate'
import { box } from '../places.ts'

const nightly = daily(2)
const settings: BorgmaticSettings = {
  configuration: inHome(box, 'backup/config.yaml'),
  command: ['/usr/local/bin/borgmatic'],
  borg: '/usr/bin/borg',
  jq: '/usr/bin/jq',
  postgresPrograms: '/usr/lib/postgresql/18/bin',
  postgresVersion: 18,
  repository: { path: '/mnt/backup/borg', label: 'attic', encryption: 'repokey', appendOnly: true },
  passCommand: 'cat /home/lab/.borg',
  keep: { daily: 7, monthly: 12, yearly: 10 },
  checks: [],
  lockWaitSeconds: 600,
  waitSeconds: 600,
  runner: inHome(box, 'backup/run'),
  recorder: inHome(box, 'backup/record'),
  records: inHome(box, 'backup/records'),
}

export const backup = service(import.meta, 'backup', {
  title: 'Backup',
  summary: 'saves folders',
  ports: {},
  workload: hostService({
    at: box,
    requires: [required('/usr/local/bin/borgmatic', 'Install it.'), required('/usr/bin/borg', 'Install it.')],
    directories: [directory(inHome(box, 'backup')), directory(settings.records)],
    files: [
      file(settings.recorder, '0755', borgmaticRecorder(settings)),
      file(settings.runner, '0755', borgmaticRun(settings)),
      file(settings.configuration, '0600', borgmaticConfiguration(settings)),
    ],
    programs: [
      systemdTimer('cottage-backup', {
        description: 'Saves folders',
        program: [settings.runner, 'create'],
        schedule: nightly,
      }),
    ],
  }),
  backsUp: { repository: 'attic', schedule: nightly, longestSeconds: 3600 },
  accepts: [accept('unwatched-backup', 'somebody looks', 'backsUp')],
})
`

const listed: Case['edits'] = {
  'services/backup.ts': backup,
  'services/index.ts': [
    ['import { caddy }', "import { backup } from './backup.ts'\nimport { caddy }"],
    ['  proxy,\n]', '  proxy,\n  backup,\n]'],
  ],
}

function sweeper(words: string): Case['edits'] {
  return {
    'services/sweeper.ts': [
      [
        "import { daily, service, text } from '@homelab/estate'",
        "import { daily, folder, notBackedUp, saved, service, text } from '@homelab/estate'",
      ],
      [
        '    programs: [',
        `    data: [folder('/srv/letters', 'letters', saved('high')), folder('/srv/notes', 'notes', ${words})],\n    programs: [`,
      ],
    ],
  }
}

/** Of two folders one is no longer saved. The other still is, and the backups of before are not gone at once. */
export default {
  before: { ...listed, ...sweeper("saved('critical')") },
  edits: { ...listed, ...sweeper("notBackedUp('nobody reads them')") },
  says: [
    'destroys backups directory box:/srv/notes removed',
    'destroys ansible role backup *source_directories*/srv/notes*',
  ],
  why: { 'destroys backups *': /no longer saved/ },
  silent: ['* box:/srv/letters *', 'recreates *', 'opens *', '* kubernetes *'],
  causes: ['apps/cottage/services/sweeper.ts'],
} satisfies Case
