import { daily, folder, saved, service } from '@homelab/estate'
import { borgmaticOn, borgmaticSettings } from '@homelab/services'
import { nuc } from '../places.ts'
import { secrets } from '../vault.ts'

export const backup = service(import.meta, 'backup', {
  ...borgmaticOn(nuc, {
    job: 'lab-backup',
    schedule: daily(3),
    measured: true,
    settings: borgmaticSettings(nuc, {
      repository: { path: '/srv/backups/borg', label: 'lab' },
      keep: { daily: 7, monthly: 12, yearly: 3 },
      postgresVersion: 15,
    }),
    host: { data: [folder('/srv/letters', 'letters of the household', saved('critical'), 'letters')] },
  }),
})

/** The same once more, on a server that lets this host add archives and delete none. */
export const offsite = service(import.meta, 'offsite', {
  ...borgmaticOn(nuc, {
    job: 'lab-offsite',
    schedule: daily(5),
    measured: true,
    settings: borgmaticSettings(nuc, {
      name: 'offsite',
      repository: {
        path: '/home/lab/borg',
        label: 'offsite',
        ssh: { user: 'lab', host: 'borg.example.net', hostKey: secrets.offsite['host-key'] },
        prunedBy: 'the server, on the first of each month',
      },
      excludes: ['*.tmp', '/srv/letters/drafts'],
      ping: { to: 'healthchecks', url: secrets.offsite['ping-url'] },
      postgresVersion: 15,
    }),
  }),
})
