import { service } from '@homelab/estate'
import { configMap, externalSecret, secretVolume } from '@homelab/kubernetes'
import { alertmanagerConfig, webhook } from '@homelab/observability'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

const beat = webhook({ address: 'beat' })
const common = {
  secretFiles: '/secrets',
  to: { critical: [beat], warning: [beat] },
  heartbeat: { to: beat, everyMinutes: 5 },
} as const

/** Two places of one pod: warnings after six days, and critical ones after two, while warnings come each day. */
const alerts = service(import.meta, 'alerts', {
  title: 'Alerts',
  summary: 'sends what is urgent last',
  ports: {},
  workload: pod({
    container: {
      image: pod().container.image,
      mounts: { config: '/config', secrets: { path: '/secrets', readOnly: true } },
    },
    volumes: [
      configMap('config', 'alertmanager', {
        // here
        'late.yml': alertmanagerConfig({ ...common, repeatHours: { critical: 4, warning: 144 } }),
        // here
        'turned.yml': alertmanagerConfig({ ...common, repeatHours: { critical: 48, warning: 24 } }),
      }),
      secretVolume('secrets', 'addresses'),
    ],
    secrets: [externalSecret('addresses', { data: { beat: secrets.app.password } })],
  }),
})

export default fixture(import.meta, { services: [store, alerts] })
export const expected: Expected = [
  'invalid-schedule alerts repeatHours.critical',
  'invalid-schedule alerts repeatHours.warning',
]
