/** Every Argo CD Application of facts K1-K3 and K23, transcribed by hand. Imports nothing of ours. */

const forge = 'ssh://forgejo@forge.ops.eblu.me:2222/eblume'
const main = `${forge}/blumeops.git`

export interface Application {
  readonly name: string
  /** Destination namespace; absent: none set. */
  readonly namespace?: string
  /** `REPOSITORY@REVISION PATH`, in order; `chart:NAME` for a chart repository, `ref:NAME` for a source of values. */
  readonly sources: readonly string[]
  readonly syncOptions?: readonly string[]
  /** Stays hand-written (K23): the path must not move. Others move to the rendered folder. */
  readonly external?: true
}

const create = ['CreateNamespace=true']
const serverSide = ['CreateNamespace=true', 'ServerSideApply=true']

/** One source: path in the main repository. */
function plain(name: string, namespace: string, path = `argocd/manifests/${name}`): Application {
  return { name, namespace, sources: [`${main}@main ${path}`], syncOptions: create }
}

/** A chart of the forge, with values of the main repository. */
function chart(
  name: string,
  namespace: string,
  repository: string,
  revision: string,
  path: string,
  options = create,
): Application {
  return {
    name,
    namespace,
    sources: [`${forge}/${repository}@${revision} ${path}`, `${main}@main ref:values`],
    syncOptions: options,
  }
}

export const applications: readonly Application[] = [
  plain('apps', 'argocd', 'argocd/apps'),
  plain('argocd', 'argocd'),
  plain('tailscale-operator', 'tailscale'),
  plain('external-secrets-config', 'external-secrets', 'argocd/manifests/external-secrets'),
  {
    name: 'external-secrets-crds',
    sources: [`${forge}/external-secrets.git@helm-chart-1.3.1 config/crds/bases`],
    syncOptions: ['ServerSideApply=true', 'CreateNamespace=false'],
  },
  plain('blumeops-pg', 'databases', 'argocd/manifests/databases'),
  plain('grafana-config', 'monitoring'),
  plain('prometheus', 'monitoring'),
  plain('loki', 'monitoring'),
  plain('kube-state-metrics', 'monitoring'),
  plain('alloy-k8s', 'alloy'),
  plain('miniflux', 'miniflux'),
  plain('kiwix', 'kiwix'),
  plain('navidrome', 'navidrome'),
  plain('docs', 'docs'),
  chart('1password-connect', '1password', 'connect-helm-charts.git', 'connect-2.2.1', 'charts/connect'),
  chart(
    'cloudnative-pg',
    'cnpg-system',
    'cloudnative-pg-charts.git',
    'cloudnative-pg-v0.27.0',
    'charts/cloudnative-pg',
    serverSide,
  ),
  chart(
    'external-secrets',
    'external-secrets',
    'external-secrets.git',
    'helm-chart-1.3.1',
    'deploy/charts/external-secrets',
    serverSide,
  ),
  // Rendered without Helm: the chart's two sources become one folder (K8).
  plain('grafana', 'monitoring'),
  { ...plain('devpi', 'devpi'), external: true },
  {
    name: 'forgejo-runner',
    namespace: 'forgejo-runner',
    sources: ['https://forge.ops.eblu.me/eblume/blumeops.git@main argocd/manifests/forgejo-runner'],
    syncOptions: create,
    external: true,
  },
  {
    name: 'homepage',
    namespace: 'homepage',
    sources: [
      'https://jameswynn.github.io/helm-charts@2.1.0 chart:homepage',
      `${main}@main ref:values`,
      `${main}@main argocd/manifests/homepage`,
    ],
    syncOptions: create,
    external: true,
  },
  { ...chart('immich', 'immich', 'immich-charts.git', 'immich-0.10.3', 'charts/immich'), external: true },
  { ...plain('immich-storage', 'immich', 'argocd/manifests/immich'), external: true },
  { ...plain('teslamate', 'teslamate'), external: true },
  { ...plain('torrent', 'torrent'), external: true },
]
