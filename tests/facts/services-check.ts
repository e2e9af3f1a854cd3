/** The 35 probes of the health check of today, and the table after them, transcribed from facts O5 by hand. Imports nothing of ours. */

export type Probe = { readonly name: string } & (
  | { readonly by: 'brew'; readonly formula: string }
  | { readonly by: 'label'; readonly label: string }
  | { readonly by: 'text file'; readonly path: string }
  | { readonly by: 'minikube' }
  | { readonly by: 'healthz'; readonly from: 'host' | 'remote'; readonly context?: string }
  | { readonly by: 'http'; readonly url: string }
  | { readonly by: 'postgres'; readonly host: string; readonly port: number }
  | { readonly by: 'pod'; readonly namespace: string; readonly pod?: string; readonly selector?: string }
)

const textfiles = '/opt/homebrew/var/node_exporter/textfile'

export const probes: readonly Probe[] = [
  { name: 'forgejo (brew)', by: 'brew', formula: 'forgejo' },
  { name: 'alloy', by: 'label', label: 'mcquack.eblume.alloy' },
  { name: 'borgmatic', by: 'label', label: 'mcquack.eblume.borgmatic' },
  { name: 'borgmatic-metrics', by: 'label', label: 'mcquack.borgmatic-metrics' },
  { name: 'zot', by: 'label', label: 'mcquack.eblume.zot' },
  { name: 'zot-metrics', by: 'label', label: 'mcquack.zot-metrics' },
  { name: 'minikube-metrics', by: 'label', label: 'mcquack.minikube-metrics' },
  { name: 'jellyfin-metrics', by: 'label', label: 'mcquack.eblume.jellyfin-metrics' },
  { name: 'borgmatic.prom', by: 'text file', path: `${textfiles}/borgmatic.prom` },
  { name: 'zot.prom', by: 'text file', path: `${textfiles}/zot.prom` },
  { name: 'minikube.prom', by: 'text file', path: `${textfiles}/minikube.prom` },
  { name: 'jellyfin.prom', by: 'text file', path: `${textfiles}/jellyfin.prom` },
  { name: 'minikube', by: 'minikube' },
  { name: 'k8s-apiserver (indri)', by: 'healthz', from: 'host' },
  { name: 'k8s-apiserver (remote)', by: 'healthz', from: 'remote', context: 'minikube-indri' },
  { name: 'Prometheus', by: 'http', url: 'https://prometheus.ops.eblu.me/-/healthy' },
  { name: 'Loki', by: 'http', url: 'https://loki.ops.eblu.me/ready' },
  { name: 'Grafana', by: 'http', url: 'https://grafana.ops.eblu.me/api/health' },
  { name: 'ArgoCD', by: 'http', url: 'https://argocd.ops.eblu.me/healthz' },
  { name: 'Forgejo', by: 'http', url: 'https://forge.ops.eblu.me/' },
  { name: 'Zot Registry', by: 'http', url: 'https://registry.ops.eblu.me/v2/_catalog' },
  { name: 'Kiwix', by: 'http', url: 'https://kiwix.ops.eblu.me/' },
  { name: 'Miniflux', by: 'http', url: 'https://feed.ops.eblu.me/healthcheck' },
  { name: 'TeslaMate', by: 'http', url: 'https://tesla.ops.eblu.me/' },
  { name: 'Devpi', by: 'http', url: 'https://pypi.ops.eblu.me/+api' },
  { name: 'Transmission', by: 'http', url: 'https://torrent.ops.eblu.me/' },
  { name: 'Docs (public)', by: 'http', url: 'https://docs.eblu.me/' },
  { name: 'Fly.io healthz', by: 'http', url: 'https://blumeops-proxy.fly.dev/healthz' },
  { name: 'PostgreSQL (k8s)', by: 'postgres', host: 'pg.ops.eblu.me', port: 5432 },
  { name: 'prometheus-0', by: 'pod', namespace: 'monitoring', pod: 'prometheus-0' },
  { name: 'loki-0', by: 'pod', namespace: 'monitoring', pod: 'loki-0' },
  { name: 'grafana', by: 'pod', namespace: 'monitoring', selector: 'app.kubernetes.io/name=grafana' },
  { name: 'miniflux', by: 'pod', namespace: 'miniflux', selector: 'app=miniflux' },
  { name: 'teslamate', by: 'pod', namespace: 'teslamate', selector: 'app=teslamate' },
  { name: 'blumeops-pg', by: 'pod', namespace: 'databases', selector: 'cnpg.io/cluster=blumeops-pg' },
]

/** facts O5, below the table: what the health check of today leaves out, in words of its own. */
export const notProbed: readonly string[] = [
  'Caddy',
  'Jellyfin',
  'Navidrome',
  'Docs through Caddy',
  'Alloy in the cluster',
  'macos_power.prom',
]
