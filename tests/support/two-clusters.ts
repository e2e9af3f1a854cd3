/** Two clusters with the same services, seen by one Prometheus. */
import { cluster, type Estate, http, type Port, type Service } from '@homelab/estate/model'
import { alsoAt, claim } from '@homelab/kubernetes'
import { box, fixture, kind, pod, server } from '../findings/parts.ts'
import { clusterCollector, lab, loki, make, prometheus } from './watched.ts'

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

/** Whoever stands once stands near. */
export const twoClusters: Estate = fixture(import.meta, {
  clusters: [near, far],
  services: [
    ...[alsoAt(near, prometheus, { name: 'prometheus' }), alsoAt(near, loki, { name: 'loki' })],
    ...[pods, alsoAt(far, pods)],
    ...[web, alsoAt(far, web)],
    ...[sql, alsoAt(far, sql)],
    ...inBoth(shown('state', 'kube-state-metrics'), 30_080),
    ...inBoth(shown('secrets', 'external-secrets'), 30_081),
    ...inBoth(shown('delivery', 'argocd'), 30_082),
  ],
})
