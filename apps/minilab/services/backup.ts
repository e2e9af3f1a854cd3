import { daily, folder, saved, service } from '@homelab/estate'
import { borgmaticOn, borgmaticSettings } from '@homelab/services'
import { nuc } from '../places.ts'
import { secrets } from '../vault.ts'

const program = { command: ['/usr/local/bin/borgmatic'], postgresVersion: 15 } as const
const how = 'Install it with pipx install --global borgmatic.'
const metrics = '/var/lib/prometheus/node-exporter'

export const backup = service(import.meta, 'backup', {
  ...borgmaticOn(nuc, {
    settings: borgmaticSettings(nuc, {
      ...program,
      repository: { path: '/srv/backups/borg', label: 'lab', encryption: 'repokey', appendOnly: false },
      passCommand: 'cat /home/lab/.borg-passphrase',
      keep: { daily: 7, monthly: 12, yearly: 3 },
    }),
    ...{ job: 'lab-backup', how, schedule: daily(3), measured: `${metrics}/backup.prom` },
    host: { data: [folder('/srv/letters', 'letters of the household', saved('critical'), 'letters')] },
  }),
})

/** The same once more, on a server that lets this host add archives and delete none. */
export const offsite = service(import.meta, 'offsite', {
  ...borgmaticOn(nuc, {
    settings: borgmaticSettings(nuc, {
      ...{ ...program, name: 'offsite', passCommand: 'cat /home/lab/.borg-passphrase-offsite' },
      repository: {
        ...{ path: '/home/lab/borg', label: 'offsite', encryption: 'repokey', appendOnly: true },
        ssh: { user: 'lab', host: 'borg.example.net', hostKey: secrets.offsite['host-key'] },
        prunedBy: 'the server, on the first of each month',
      },
      excludes: ['*.tmp', '/srv/letters/drafts'],
      ping: { to: 'healthchecks', url: secrets.offsite['ping-url'] },
    }),
    ...{ job: 'lab-offsite', how, schedule: daily(5), measured: `${metrics}/offsite.prom` },
  }),
})
