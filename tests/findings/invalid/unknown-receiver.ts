import { service } from '@homelab/estate'
import { made } from '@homelab/estate/model'
import { configMap, externalSecret, secretVolume } from '@homelab/kubernetes'
import { alertmanagerConfig, webhook } from '@homelab/observability'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

const alerts = service(import.meta, 'alerts', {
  title: 'Alerts',
  summary: 'calls a pager that nobody knows',
  ports: {},
  workload: pod({
    volumes: [
      configMap('config', 'alertmanager', {
        'alertmanager.yml': alertmanagerConfig({
          secretFiles: '/secrets',
          to: {
            // here
            critical: [made({ kind: 'pager' })],
            warning: [webhook({ address: 'beat' })],
          },
          repeatHours: { critical: 4, warning: 24 },
          heartbeat: { to: webhook({ address: 'beat' }), everyMinutes: 5 },
        }),
      }),
      secretVolume('secrets', 'addresses'),
    ],
    secrets: [externalSecret('addresses', { data: { beat: secrets.app.password } })],
  }),
})

export default fixture(import.meta, { services: [store, alerts] })
export const expected: Expected = ['unknown-receiver alerts receivers.critical']
