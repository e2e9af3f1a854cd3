/** Two clusters with the same services, seen by one Prometheus. */
import {
  cluster,
  type Estate,
  endpoint,
  http,
  image,
  type Needs,
  type Port,
  type Service,
  service,
} from '@homelab/estate/model'
import { alsoAt, claim, configMap } from '@homelab/kubernetes'
import { alertmanagerConfig, asAlertmanager, asLokiPush, asRemoteWrite, webhook } from '@homelab/observability'
import { prometheusIn } from '@homelab/services'
import { box, fixture, kind, pod, server } from '../findings/parts.ts'
import { clusterCollector, hostCollector, lab, loki, make, prometheus } from './watched.ts'

const { kind: _, name: __, ...rest } = kind
const both = { ...rest, on: box, measuresClaims: true } as const
const near = cluster('near', { ...both, context: 'near', source: { ...kind.source, folder: 'near' } })
const far = cluster('far', { ...both, context: 'far', source: { ...kind.source, folder: 'far' } })

const pages = claim('pages', 'web-pages', { size: '1Gi', holds: 'pages', backup: lab })

function shown(name: string, exporter: string): Service<'http'> {
  return make(name, {
    ports: { http: http(8080) },
    workload: pod({ at: near }),
    metrics: { port: 'http', exporter, job: name },
  })
}

/** The service, and the same in the other cluster, which is asked by a port of its node. */
function inBoth(service: Service<'http'>, nodePort: number): readonly Service[] {
  const ports: { readonly http: Port } = { http: http(8080, { nodePort }) }
  return [service, alsoAt(far, service, { ports, workload: { serviceType: 'NodePort' } })]
}

const web = make('web', { title: 'Web', workload: pod({ at: near, volumes: [pages] }) })
const sql = alsoAt(near, server(), { name: 'sql' })
const pods = alsoAt(near, clusterCollector(60), { name: 'pods' })

const watchedInBoth: readonly Service[] = [
  ...[web, alsoAt(far, web)],
  ...[sql, alsoAt(far, sql)],
  ...inBoth(shown('state', 'kube-state-metrics'), 30_080),
  ...inBoth(shown('secrets', 'external-secrets'), 30_081),
  ...inBoth(shown('delivery', 'argocd'), 30_082),
]

/** Whoever stands once stands near. */
export const twoClusters: Estate = fixture(import.meta, {
  clusters: [near, far],
  services: [
    ...[alsoAt(near, prometheus, { name: 'prometheus' }), alsoAt(near, loki, { name: 'loki' })],
    ...[pods, alsoAt(far, pods)],
    ...watchedInBoth,
  ],
})

const beat = webhook({ address: 'beat' })
const alertmanager = make('alertmanager', {
  ports: { http: http(9093, { nodePort: 30_093 }) },
  workload: pod({
    ...{ at: near, serviceType: 'NodePort' },
    volumes: [
      configMap('config', 'alertmanager', {
        'alertmanager.yml': alertmanagerConfig({
          secretFiles: '/secrets',
          to: { critical: [beat], warning: [beat] },
          repeatHours: { critical: 4, warning: 24 },
          heartbeat: { to: beat, everyMinutes: 5 },
        }),
      }),
    ],
  }),
  metrics: { port: 'http', exporter: 'alertmanager' },
})
const nearOwn = service(import.meta, 'prometheus', {
  ...prometheusIn(near, { image: image('prom/prometheus', 'v3.2.1'), storage: '2Gi', nodePort: 30_090 }),
  needs: (): Needs => [endpoint(alertmanager, 'http', 'sends alerts', asAlertmanager())],
})
const farOwn = alsoAt(far, nearOwn)
const pushesTo = (own: Service<'http'>) => (): Needs => [
  endpoint(loki, 'http', 'pushes logs', asLokiPush()),
  endpoint(own, 'http', 'pushes metrics', asRemoteWrite()),
]

/** The same, each with a Prometheus of its own, which evaluates rules; what the host's collector brings goes to the far one. One sends. */
export const prometheusInEach: Estate = fixture(import.meta, {
  clusters: [near, far],
  services: [
    ...[alertmanager, nearOwn, farOwn, alsoAt(near, loki, { name: 'loki' })],
    ...[alsoAt(near, pods, { name: 'pods', needs: pushesTo(nearOwn) }), alsoAt(far, pods, { needs: pushesTo(farOwn) })],
    service(import.meta, 'agent', { ...hostCollector.props, needs: pushesTo(farOwn) }),
    ...watchedInBoth,
  ],
})
