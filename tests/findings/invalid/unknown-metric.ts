import { http, service } from '@homelab/estate'
import { clusterParts } from '@homelab/kubernetes'
import { dashboard, dashboardPart, exporterPart, gauge, sightParts } from '@homelab/observability'
import { framed, prom, timeseries, variable } from '@homelab/observability/drawing'
import { standInDelivery } from '../../support/stand-in-delivery.ts'
import { standInStore } from '../../support/stand-in-store.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const oven = exporterPart({
  kind: 'oven',
  title: 'Oven 1.0',
  sources: ['https://example.org/oven'],
  metrics: { oven_degrees: gauge('shelf') },
})

const frame = { from: 'now-1h', timezone: '', tooltip: 0, schema: 39, version: 1 } as const

/** Both are the estate's own. */
const ovenDashboard = dashboardPart({
  kind: 'oven',
  title: 'Oven',
  tags: ['oven'],
  shows: ['oven'],
  load: () =>
    Promise.resolve({
      draw: named => {
        const shelves = variable({ name: 'shelf', label: 'Shelf', query: 'label_values(ovn_door, shelf)', refresh: 1 })
        const queries = [
          prom('max by (shelf) (rate(oven_degress{shelf=~"oven_x", job="a"}[5m])) / on (shelf) oven_degrees'),
          prom('oven_degress offset 5m or vector(0)'),
        ]
        return framed(named, { ...frame, variables: [shelves] }, [
          timeseries({ id: 1, title: 'Heat', at: [0, 0, 24, 8], queries }),
        ])
      },
    }),
})

const kitchen = service(import.meta, 'kitchen', {
  title: 'Kitchen',
  summary: 'its dashboard misspells what its oven tells',
  ports: { http: http(8080) },
  workload: pod(),
  metrics: { port: 'http', exporter: 'oven' },
  dashboards: [
    // here
    dashboard(ovenDashboard),
  ],
})

const collector = service(import.meta, 'collector', {
  title: 'Collector',
  summary: 'collects',
  ports: {},
  workload: pod(),
  collects: ['metrics'],
})

const parts = [...clusterParts, standInDelivery, standInStore, ...sightParts, oven, ovenDashboard]
export default fixture(import.meta, { services: [kitchen, collector], parts })
export const expected: Expected = ['unknown-metric kitchen dashboards.oven', 'unknown-metric kitchen dashboards.oven']
