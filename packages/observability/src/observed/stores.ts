import { lookup, type Resolved, type ResolvedService } from '@homelab/estate/model'
import { isAlertmanager } from '../alertmanager.ts'
import { isLokiPush } from '../alloy.ts'
import type { Observed } from '../metrics/observed.ts'
import type { Collectors } from './collectors.ts'
import type { KnownTarget } from './targets.ts'
import { watched } from './watched.ts'

/** What the estate has one of, as far as its metrics are collected; the first of each. */
export function storesIn(
  resolved: Resolved,
  targets: readonly KnownTarget[],
  { prometheus }: Collectors,
): Pick<Observed, 'cluster' | 'loki' | 'prometheus' | 'alertmanager' | 'externalSecrets' | 'argoCd'> {
  const find = lookup(resolved)
  const giving = (exporter: string, among: (service: ResolvedService) => boolean): KnownTarget | undefined =>
    targets.find(target => target.exporters.includes(exporter) && among(target.of))
  const state = giving('kube-state-metrics', ({ at }) => at.kind === 'cluster')
  const loki = giving('loki', ({ name }) => find.flowsTo(name).some(({ use }) => isLokiPush(use)))
  const metrics = giving('prometheus', service => prometheus.includes(service))
  const alertmanager = giving('alertmanager', ({ name }) => find.flowsTo(name).some(({ use }) => isAlertmanager(use)))
  const externalSecrets = giving('external-secrets', () => true)
  const argoCd = giving('argocd', () => true)
  return {
    ...(state !== undefined && { cluster: clusterOf(resolved, state.of) }),
    ...(loki !== undefined && { loki: { ...watched(loki.of), series: loki.series } }),
    ...(alertmanager !== undefined && {
      alertmanager: { ...watched(alertmanager.of), series: alertmanager.series },
    }),
    ...(externalSecrets !== undefined && { externalSecrets: watched(externalSecrets.of) }),
    ...(argoCd !== undefined && { argoCd: watched(argoCd.of) }),
    ...(metrics !== undefined && {
      prometheus: { ...watched(metrics.of), series: metrics.series, ...pagesOf(resolved, metrics.of) },
    }),
  }
}

/** A cluster that is run as a service of the same name has that one's page; else that of what watches it. */
function clusterOf(resolved: Resolved, state: ResolvedService): NonNullable<Observed['cluster']> {
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
