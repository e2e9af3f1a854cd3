import { difference } from '@homelab/estate/model'
import { dashboardPart } from '@homelab/observability'

/** The public proxy over all host names (facts G4). */
export const flyioDashboard = dashboardPart<CountingProxy>({
  kind: 'flyio',
  title: 'Fly.io Proxy Health',
  uid: 'flyio-proxy',
  tags: ['flyio', 'nginx', 'proxy'],
  differences: [
    difference('the title of panel 6', {
      today: 'Upstream Response Time p95',
      now: 'Request Duration p95',
      why: 'the histogram counts the whole request',
      facts: 'G4',
      settles: `grafana-dashboards.md: \`flyio\` panel 6`,
    }),
    difference('the id of panel 7', {
      today: 'between 3 and 4',
      now: 'kept',
      why: 'the order of ids has no effect, and another id breaks links to the panel',
      facts: 'G4',
      settles: `grafana-dashboards.md: \`flyio\``,
    }),
  ],
  takes: ({ collectors, service }) => {
    const proxy = collectors.proxies.find(({ service: { name } }) => name === service.name)
    return proxy === undefined ? 'its service counts no requests' : { instance: service.at.name }
  },
  load: () => import('./render.ts'),
})

/** The proxy itself. */
export interface CountingProxy {
  /** Label `instance` of the proxy's metrics. */
  readonly instance: string
}
