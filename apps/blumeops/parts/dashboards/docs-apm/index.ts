import { type About, dashboardPart } from '@homelab/observability'

/** The service's public host name: requests, errors, cache, latency, access log (facts G3). */
export const docsApmDashboard = dashboardPart<BehindProxy>({
  kind: 'docs-apm',
  title: 'Docs APM',
  tags: ['docs', 'flyio', 'apm'],
  takes: behindProxy,
  load: () => import('./render.ts'),
})

/** A public host name behind the proxy. */
export interface BehindProxy {
  /** Public host name: label `host`. */
  readonly host: string
  /** Label `instance` of the proxy's logs. */
  readonly instance: string
  /** Label `job` of the proxy's access log. */
  readonly job: string
}

function behindProxy({ resolved, service: { name }, collectors }: About): BehindProxy | string {
  const route = resolved.routes.find(({ service, kind }) => service === name && kind === 'public')
  const [proxy] = collectors.proxies
  if (route === undefined) return 'its service has no public route'
  if (proxy === undefined) return 'no proxy counts requests'
  return { host: route.hostname, instance: proxy.service.at.name, job: proxy.settings.job }
}
