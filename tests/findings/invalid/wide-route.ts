import { endpoint, external, http, https, image, type Needs, person, service } from '@homelab/estate'
import { object } from '@homelab/kubernetes'
import { asAlertmanager } from '@homelab/observability'
import { lokiIn, prometheusIn } from '@homelab/services'
import { byArgoCd } from '../by-argocd.ts'
import { box, type Expected, fixture, pod, secrets } from '../parts.ts'
import { server } from '../tailnet.ts'

const members = { tailnet: { port: 'http' }, ops: { port: 'http', audience: 'members' } } as const
const admins = { tailnet: { port: 'http' }, ops: { port: 'http', audience: 'admins' } } as const
const proxy = service(import.meta, 'proxy', {
  title: 'Proxy',
  summary: 'carries private names',
  ports: { https: https(443), admin: https(8443) },
  workload: external(server),
  serves: 'ops',
  audiences: { admins: 'admin' },
})
// here
const alerts = service(import.meta, 'alerts', {
  title: 'Alertmanager',
  summary: 'sends alerts',
  ports: { http: http(9093) },
  workload: pod({ at: byArgoCd }),
  routes: members,
})
// here
const metrics = service(import.meta, 'metrics', {
  ...prometheusIn(byArgoCd, { image: image('prom/prometheus', 'v3.2.1'), storage: '10Gi' }),
  routes: members,
  needs: (): Needs => [endpoint(alerts, 'http', 'sends alerts', asAlertmanager())],
})
/** Those who run it look at its logs. */
const logs = service(import.meta, 'logs', {
  ...lokiIn(byArgoCd, { image: image('grafana/loki', '3.3.2'), storage: '10Gi' }),
  routes: admins,
})
// here
const delivery = service(import.meta, 'delivery', {
  title: 'Argo CD',
  summary: 'brings what is rendered',
  ports: { http: http(80) },
  workload: pod({
    at: byArgoCd,
    namespace: 'argocd',
    objects: [object('ServiceAccount', { metadata: { name: 'argocd' } })],
  }),
  routes: members,
})
/** Made for members. */
const wiki = service(import.meta, 'wiki', {
  title: 'Wiki',
  summary: 'keeps notes',
  ports: { http: http(80) },
  workload: pod({ at: byArgoCd, objectName: 'wiki' }),
  routes: members,
})

const people = [
  person('ann', { role: 'admin', login: secrets.app.password }),
  person('kim', { role: 'member', login: secrets.app.password }),
]

export default fixture(import.meta, {
  hosts: [box, server],
  clusters: [byArgoCd],
  people,
  services: [proxy, alerts, metrics, logs, delivery, wiki],
})
export const expected: Expected = [
  'wide-route alerts routes.ops',
  'wide-route delivery routes.ops',
  'wide-route metrics routes.ops',
]
