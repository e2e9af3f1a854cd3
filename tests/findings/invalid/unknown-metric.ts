import { http, service } from '@homelab/estate'
import { dashboard } from '@homelab/observability'
import { framed, prom, timeseries, variable } from '@homelab/observability/drawing'
import { collector, frame, ovenDashboard, ovenParts } from '../oven.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const dashboardOfOven = ovenDashboard(named => {
  const shelves = variable({ name: 'shelf', label: 'Shelf', query: 'label_values(ovn_door, shelf)', refresh: 1 })
  const queries = [
    prom('max by (shelf) (rate(oven_degress{shelf=~"oven_x", job="a"}[5m])) / on (shelf) oven_degrees'),
    prom('oven_degress offset 5m or vector(0)'),
  ]
  return framed(named, { ...frame, variables: [shelves] }, [
    timeseries({ id: 1, title: 'Heat', at: [0, 0, 24, 8], queries }),
  ])
})

const kitchen = service(import.meta, 'kitchen', {
  title: 'Kitchen',
  summary: 'its dashboard misspells what its oven tells',
  ports: { http: http(8080) },
  workload: pod(),
  metrics: { port: 'http', exporter: 'oven' },
  dashboards: [
    // here
    dashboard(dashboardOfOven),
  ],
})

const parts = [...ovenParts, dashboardOfOven]
export default fixture(import.meta, { services: [kitchen, collector], parts })
export const expected: Expected = ['unknown-metric kitchen dashboards.oven', 'unknown-metric kitchen dashboards.oven']
