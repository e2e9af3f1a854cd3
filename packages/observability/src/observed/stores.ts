import { clusterLabel, lookup, type Resolved, type ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { isAlertmanager } from '../alertmanager.ts'
import { isLokiPush } from '../alloy.ts'
import type { InCluster, Observed, Watched } from '../metrics/observed.ts'
import type { Collectors } from './collectors.ts'
import type { KnownTarget } from './targets.ts'
import { watched } from './watched.ts'

/**
 * What keeps and sends what is measured, as far as its own metrics are collected, the first of each; and what shows and delivers the
 * objects of clusters: of several the first in each, and of one the first.
 */
export function storesIn(
  resolved: Resolved,
  targets: readonly KnownTarget[],
  { prometheus }: Collectors,
): Pick<Observed, 'clusters' | 'loki' | 'prometheus' | 'alertmanager' | 'externalSecrets' | 'argoCds'> {
  const find = lookup(resolved)
  const giving = (exporter: string, among: (service: ResolvedService) => boolean): readonly KnownTarget[] =>
    targets.filter(target => target.exporters.includes(exporter) && among(target.of))
  const inEach = (exporter: string, among: (service: ResolvedService) => boolean): readonly ResolvedService[] => {
    const byCluster = Map.groupBy(giving(exporter, among), ({ of }) => clusterLabel(resolved.clusters, of.at).cluster)
    return [...byCluster.values()].flatMap(([first]) => (first === undefined ? [] : [first.of]))
  }
  const within = ({ at }: ResolvedService): InCluster =>
    present({ within: clusterLabel(resolved.clusters, at).cluster })
  const [loki] = giving('loki', ({ name }) => find.flowsTo(name).some(({ use }) => isLokiPush(use)))
  const [metrics] = giving('prometheus', service => prometheus.includes(service))
  const [alertmanager] = giving('alertmanager', ({ name }) => find.flowsTo(name).some(({ use }) => isAlertmanager(use)))
  return {
    clusters: inEach('kube-state-metrics', ({ at }) => at.kind === 'cluster').map(state => ({
      ...clusterOf(resolved, state),
      ...within(state),
    })),
    externalSecrets: inEach('external-secrets', () => true).map(of => ({ ...watched(of), ...within(of) })),
    argoCds: inEach('argocd', () => true).map(of => ({ ...watched(of), ...within(of) })),
    ...(loki !== undefined && { loki: { ...watched(loki.of), series: loki.series } }),
    ...(alertmanager !== undefined && {
      alertmanager: { ...watched(alertmanager.of), series: alertmanager.series },
    }),
    ...(metrics !== undefined && {
      prometheus: { ...watched(metrics.of), series: metrics.series, ...pagesOf(resolved, metrics.of) },
    }),
  }
}

/** A cluster that is run as a service of the same name has that one's page; else that of what watches it. */
function clusterOf(resolved: Resolved, state: ResolvedService): Watched {
  const { name } = state.at
  return { ...watched(lookup(resolved).service(name) ?? state), title: name }
}

/** Where people open its own pages: by a private name where there is one. */
function pagesOf(resolved: Resolved, { name }: ResolvedService): { readonly url?: string } {
  const routes = lookup(resolved)
    .routesOf(name)
    .filter(({ protocol }) => protocol === 'https')
  const url = (routes.find(({ kind }) => kind === 'ops') ?? routes.find(({ kind }) => kind === 'tailnet'))?.url
  return url === undefined ? {} : { url }
}
