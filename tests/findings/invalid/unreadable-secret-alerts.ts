import { service } from '@homelab/estate'
import { configMap, externalSecret, secretVolume } from '@homelab/kubernetes'
import { alertmanagerConfig, mail, ntfy, webhook } from '@homelab/observability'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

const alerts = service(import.meta, 'alerts', {
  title: 'Alerts',
  summary: 'reads files of a Secret that its pods do not mount, and a key that nobody delivers',
  ports: {},
  workload: pod({
    volumes: [
      configMap('config', 'alertmanager', {
        'alertmanager.yml': alertmanagerConfig({
          secretFiles: '/secrets',
          to: {
            // here
            critical: [ntfy({ address: 'elsewhere' })],
            warning: [
              webhook({ address: 'beat' }),
              // here
              mail({
                to: 'alerts@example.org',
                from: 'lab@example.org',
                server: 'mail.example.org:587',
                login: { user: 'lab', password: 'mail' },
              }),
            ],
          },
          repeatHours: { critical: 4, warning: 24 },
          heartbeat: { to: webhook({ address: 'beat' }), everyMinutes: 5 },
        }),
      }),
      secretVolume('secrets', 'addresses'),
    ],
    secrets: [
      externalSecret('addresses', { data: { beat: secrets.app.password } }),
      // here
      externalSecret('others', { data: { elsewhere: secrets.app.password } }),
    ],
  }),
})

export default fixture(import.meta, { services: [store, alerts] })
export const expected: Expected = [
  'unread-secret alerts secrets.others',
  'unreadable-secret alerts receivers.critical',
  'unreadable-secret alerts receivers.warning',
]
