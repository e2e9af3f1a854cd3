/** Kubernetes Services of facts K8 and K10 to K18, K21, transcribed by hand: `NAME PORT TARGET`. Imports nothing of ours. */

export interface ServiceFact {
  readonly name: string
  readonly namespace: string
  readonly type?: 'ClusterIP' | 'ExternalName' | 'LoadBalancer'
  readonly selector?: Readonly<Record<string, string>>
  readonly ports: readonly string[]
}

const grafana = { 'app.kubernetes.io/name': 'grafana', 'app.kubernetes.io/instance': 'grafana' }
const primary = { 'cnpg.io/cluster': 'blumeops-pg', role: 'primary' }

function app(name: string, namespace: string, ports: readonly string[], type?: ServiceFact['type']): ServiceFact {
  return { name, namespace, selector: { app: name }, ports, ...(type === undefined ? {} : { type }) }
}

export const kubernetesServices: readonly ServiceFact[] = [
  { name: 'grafana', namespace: 'monitoring', type: 'ClusterIP', selector: grafana, ports: ['http 80 3000'] },
  app('prometheus', 'monitoring', ['http 9090 9090'], 'ClusterIP'),
  app('loki', 'monitoring', ['http 3100 3100', 'grpc 9096 9096'], 'ClusterIP'),
  app('kube-state-metrics', 'monitoring', ['http-metrics 8080 http-metrics', 'telemetry 8081 telemetry']),
  app('miniflux', 'miniflux', ['http 8080 8080']),
  app('kiwix', 'kiwix', ['http 80 80']),
  app('navidrome', 'navidrome', ['http 4533 4533']),
  app('docs', 'docs', ['http 80 80']),
  {
    name: 'blumeops-pg-tailscale',
    namespace: 'databases',
    type: 'LoadBalancer',
    selector: primary,
    ports: ['postgresql 5432 5432'],
  },
  {
    name: 'blumeops-pg-metrics-tailscale',
    namespace: 'databases',
    type: 'LoadBalancer',
    selector: primary,
    ports: ['metrics 9187 9187'],
  },
  { name: 'forge', namespace: 'tailscale', type: 'ExternalName', ports: ['- 3001 3001'] },
]
