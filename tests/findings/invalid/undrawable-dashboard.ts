import { http, service } from '@homelab/estate'
import { clusterParts } from '@homelab/kubernetes'
import {
  dashboard,
  dashboardPart,
  lokiDashboard,
  macosDashboard,
  sightParts,
  zotDashboard,
} from '@homelab/observability'
import { standInDelivery } from '../../support/stand-in-delivery.ts'
import { standInStore } from '../../support/stand-in-store.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** An estate's own. */
const moon = dashboardPart({
  kind: 'moon',
  title: 'Moon',
  tags: [],
  takes: ({ resolved }) => (resolved.hosts.some(({ name }) => name === 'moon') ? {} : 'no machine is up there'),
  load: () =>
    Promise.resolve({
      draw: () => {
        throw new Error('nothing asks for it')
      },
    }),
})

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'has not what its estate’s own dashboard shows, nor the metrics of a log store, registry, backup or Mac',
  ports: { http: http(8080) },
  workload: pod(),
  dashboards: [
    // here
    dashboard(moon),
    // here
    dashboard(lokiDashboard),
    // here
    dashboard(macosDashboard),
    // here
    dashboard(zotDashboard),
    { kind: 'unheard-of', short: 'unheard-of' },
  ],
})

export default fixture(import.meta, {
  services: [web],
  parts: [...clusterParts, standInDelivery, standInStore, ...sightParts, moon],
})
export const expected: Expected = [
  'undrawable-dashboard web dashboards.loki',
  'undrawable-dashboard web dashboards.macos',
  'undrawable-dashboard web dashboards.moon',
  'undrawable-dashboard web dashboards.unheard-of',
  'undrawable-dashboard web dashboards.zot',
]
