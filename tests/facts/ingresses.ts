/** The tailnet Ingresses with their tiles, facts K5 transcribed by hand. Imports nothing of ours. */

export interface Ingress {
  readonly name: string
  readonly namespace: string
  readonly host: string
  readonly service: string
  readonly port: number
  readonly form: 'default' | 'rule'
  /** Annotations with the prefix `tailscale.com/`. */
  readonly tailscale: Readonly<Record<string, string>>
  /** Annotations with the prefix `gethomepage.dev/`. */
  readonly homepage: Readonly<Record<string, string>>
}

const group = { 'proxy-group': 'ingress' }
const usual = { 'proxy-class': 'default', ...group }
const target = { tags: 'tag:k8s,tag:flyio-target' }

function tile(
  name: string,
  of: string,
  icon: string,
  description: string,
  href: string,
  selector: string,
): Record<string, string> {
  return { enabled: 'true', name, group: of, icon, description, href, 'pod-selector': selector }
}

function ingress(name: string, of: Omit<Ingress, 'name'>): Ingress {
  return { name, ...of }
}

export const ingresses: readonly Ingress[] = [
  ingress('argocd-server-tailscale', {
    namespace: 'argocd',
    host: 'argocd',
    service: 'argocd-server',
    port: 80,
    form: 'default',
    tailscale: usual,
    homepage: tile(
      'ArgoCD',
      'Infrastructure',
      'argo-cd.png',
      'GitOps CD',
      'https://argocd.ops.eblu.me',
      'app.kubernetes.io/name=argocd-server',
    ),
  }),
  ingress('grafana-tailscale', {
    namespace: 'monitoring',
    host: 'grafana',
    service: 'grafana',
    port: 80,
    form: 'default',
    tailscale: usual,
    homepage: {
      ...tile(
        'Grafana',
        'Observability',
        'grafana.png',
        'Metrics dashboards',
        'https://grafana.ops.eblu.me',
        'app.kubernetes.io/name=grafana',
      ),
      'widget.type': 'grafana',
      'widget.url': 'https://grafana.ops.eblu.me',
      'widget.username': '{{HOMEPAGE_VAR_GRAFANA_USERNAME}}',
      'widget.password': '{{HOMEPAGE_VAR_GRAFANA_PASSWORD}}',
    },
  }),
  ingress('prometheus-tailscale', {
    namespace: 'monitoring',
    host: 'prometheus',
    service: 'prometheus',
    port: 9090,
    form: 'rule',
    tailscale: { ...group, ...target, funnel: 'false' },
    homepage: tile(
      'Prometheus',
      'Observability',
      'prometheus.png',
      'Metrics storage',
      'https://prometheus.ops.eblu.me',
      'app=prometheus',
    ),
  }),
  ingress('loki-tailscale', {
    namespace: 'monitoring',
    host: 'loki',
    service: 'loki',
    port: 3100,
    form: 'rule',
    tailscale: { ...group, ...target, funnel: 'false' },
    homepage: { enabled: 'false' },
  }),
  ingress('miniflux-tailscale', {
    namespace: 'miniflux',
    host: 'feed',
    service: 'miniflux',
    port: 8080,
    form: 'default',
    tailscale: usual,
    homepage: {
      ...tile('Miniflux', 'Apps', 'miniflux.png', 'RSS reader', 'https://feed.ops.eblu.me', 'app=miniflux'),
      'widget.type': 'miniflux',
      'widget.url': 'https://feed.ops.eblu.me',
      'widget.key': '{{HOMEPAGE_VAR_MINIFLUX_API_KEY}}',
    },
  }),
  ingress('kiwix-tailscale', {
    namespace: 'kiwix',
    host: 'kiwix',
    service: 'kiwix',
    port: 80,
    form: 'default',
    tailscale: usual,
    homepage: tile('Kiwix', 'Apps', 'kiwix.png', 'Offline Wikipedia', 'https://kiwix.ops.eblu.me', 'app=kiwix'),
  }),
  ingress('navidrome-tailscale', {
    namespace: 'navidrome',
    host: 'dj',
    service: 'navidrome',
    port: 4533,
    form: 'default',
    tailscale: usual,
    homepage: {
      ...tile('DJ', 'Apps', 'navidrome.png', 'Music streaming server', 'https://dj.ops.eblu.me', 'app=navidrome'),
      'widget.type': 'navidrome',
      'widget.url': 'https://dj.ops.eblu.me',
      'widget.user': '{{HOMEPAGE_VAR_NAVIDROME_USER}}',
      'widget.token': '{{HOMEPAGE_VAR_NAVIDROME_TOKEN}}',
      'widget.salt': '{{HOMEPAGE_VAR_NAVIDROME_SALT}}',
    },
  }),
  ingress('docs-tailscale', {
    namespace: 'docs',
    host: 'docs',
    service: 'docs',
    port: 80,
    form: 'default',
    tailscale: { ...usual, ...target },
    homepage: tile(
      'Docs',
      'Apps',
      'mdi-book-open-page-variant',
      'BlumeOps Documentation',
      'https://docs.eblu.me',
      'app=docs',
    ),
  }),
]
