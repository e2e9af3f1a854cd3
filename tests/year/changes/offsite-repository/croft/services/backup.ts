import { daily, folder, type Needs, role, saved, service } from '@homelab/estate'
import { borgmaticOn, borgmaticSettings } from '@homelab/services'
import { hearth } from '../places.ts'
import { secrets } from '../vault.ts'
import { postgres } from './postgres.ts'

export const backup = service(import.meta, 'backup', {
  ...borgmaticOn(hearth, {
    settings: borgmaticSettings(hearth, {
      postgresVersion: 15,
      repository: { path: '/srv/backups/borg', label: 'shelf', encryption: 'repokey', appendOnly: false },
      passCommand: 'cat /home/crofter/.borg',
      keep: { daily: 7, monthly: 12, yearly: 3 },
    }),
    job: 'croft-backup',
    how: 'Install it with pipx install borgmatic.',
    schedule: daily(2),
    measured: '/var/lib/prometheus/node-exporter/backup.prom',
    host: { data: [folder('/srv/letters', 'letters', saved('critical'), 'letters')] },
  }),
  needs: (): Needs => [
    role(postgres, 'backup', {
      password: secrets.backup['db-password'],
      memberOf: ['pg_read_all_data'],
      reason: 'dumps every database',
    }),
  ],
})

/** The same once more, on a server that takes archives and deletes none. */
export const offsite = service(import.meta, 'offsite', {
  ...borgmaticOn(hearth, {
    settings: borgmaticSettings(hearth, {
      name: 'offsite',
      postgresVersion: 15,
      repository: {
        path: '/home/croft/borg',
        label: 'offsite',
        encryption: 'repokey',
        appendOnly: true,
        ssh: { user: 'croft', host: 'borg.example.net', hostKey: secrets.offsite['host-key'] },
        prunedBy: 'the server, on the first of each month',
      },
      passCommand: 'cat /home/crofter/.borg-offsite',
      ping: { to: 'healthchecks', url: secrets.offsite['ping-url'] },
    }),
    job: 'croft-offsite',
    how: 'Install it with pipx install borgmatic.',
    schedule: daily(4),
    measured: '/var/lib/prometheus/node-exporter/offsite.prom',
  }),
  needs: (): Needs => [
    role(postgres, 'offsite', {
      password: secrets.offsite['db-password'],
      memberOf: ['pg_read_all_data'],
      reason: 'dumps every database once more',
    }),
  ],
})
