import { daily, folder, saved, service } from '@homelab/estate'
import { borgmaticMeasuredOn, borgmaticOn, borgmaticSettings } from '@homelab/services'
import { nuc } from '../places.ts'

const settings = borgmaticSettings(nuc, {
  command: ['/usr/local/bin/borgmatic'],
  postgresVersion: 15,
  repository: { path: '/srv/backups/borg', label: 'lab', encryption: 'repokey', appendOnly: false },
  passCommand: 'cat /home/lab/.borg-passphrase',
  keep: { daily: 7, monthly: 12, yearly: 3 },
})

export const backup = service(import.meta, 'backup', {
  ...borgmaticOn(nuc, {
    settings,
    job: 'lab-backup',
    how: 'Install it with pipx install --global borgmatic.',
    schedule: daily(3),
    host: { data: [folder('/srv/letters', 'letters of the household', saved('critical'), 'letters')] },
  }),
})

export const backupMetrics = service(import.meta, 'backup-metrics', {
  ...borgmaticMeasuredOn(nuc, {
    settings,
    job: 'lab-backup-metrics',
    textfile: '/var/lib/prometheus/node-exporter/backup.prom',
  }),
})
