import { service } from '@homelab/estate'
import { configMap, externalSecret, secretVolume } from '@homelab/kubernetes'
import { alertmanagerConfig, ntfy, webhook } from '@homelab/observability'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

const key = secrets.app.password

/** The heartbeat goes where warnings go. */
const alerts = service(import.meta, 'alerts', {
  title: 'Alerts',
  summary: 'tells one receiver twice',
  ports: {},
  workload: pod({
    volumes: [
      configMap('config', 'alertmanager', {
        // here
        'alertmanager.yml': alertmanagerConfig({
          secretFiles: '/secrets',
          to: { critical: [ntfy({ address: 'critical' })], warning: [webhook({ address: 'warning' })] },
          repeatHours: { critical: 4, warning: 24 },
          heartbeat: { to: webhook({ address: 'warning' }), everyMinutes: 5 },
        }),
      }),
      secretVolume('secrets', 'addresses'),
    ],
    secrets: [externalSecret('addresses', { data: { critical: key, warning: key, beat: key } })],
  }),
})

export default fixture(import.meta, { services: [store, alerts] })
export const expected: Expected = ['unread-secret alerts receivers beat']
