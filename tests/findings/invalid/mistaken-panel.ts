import { http, service } from '@homelab/estate'
import { dashboard } from '@homelab/observability'
import { framed, prom, stat, steps, timeseries } from '@homelab/observability/drawing'
import { collector, frame, ovenDashboard, ovenParts } from '../oven.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const queries = [prom('oven_degrees')]
const at = (line: number) => [0, line * 8, 24, 8] as const

const dashboardOfOven = ovenDashboard(named =>
  framed(named, frame, [
    // Right: ascending, in the unit's range, called what it is.
    stat({
      id: 1,
      title: 'Share',
      at: at(0),
      queries,
      unit: 'percentunit',
      thresholds: steps('green', [0.8, 'dark-red']),
    }),
    timeseries({ id: 2, title: 'Half', at: at(1), queries: [prom('quantile(0.5, oven_degrees)', 'p50')] }),
    stat({ id: 3, title: 'Far', at: at(2), queries, unit: 'percentunit', thresholds: steps('green', [80, 'red']) }),
    stat({ id: 4, title: 'Down', at: at(3), queries, thresholds: steps('green', [5, 'yellow'], [3, 'red']) }),
    stat({ id: 5, title: 'Same', at: at(4), queries, thresholds: steps('green', [5, 'green']) }),
    stat({ id: 6, title: 'Hue', at: at(5), queries, thresholds: steps('green', [5, 'yallow']) }),
    timeseries({ id: 7, title: 'Name', at: at(6), queries: [prom('quantile(0.9, oven_degrees)', 'p95')] }),
    timeseries({ id: 8, title: 'Beyond', at: at(7), queries: [prom('quantile(95, oven_degrees)')] }),
    timeseries({ id: 9, title: 'Twice', at: at(8), queries: [...queries, ...queries] }),
    stat({ id: 10, title: 'Empty', at: at(9), queries: [] }),
    timeseries({ id: 11, title: 'Shelves', at: at(10), queries: [prom('sum by (shelf) (oven_degrees)', '{{shelf}}')] }),
    timeseries({ id: 12, title: 'Lost', at: at(11), queries: [prom('sum by (shelf) (oven_degrees)', '{{oven}}')] }),
    stat({ id: 14, title: 'Share of two', at: at(13), queries: [prom('oven_degrees / sum(oven_degrees)')] }),
    timeseries({ id: 13, title: 'Alike', at: at(12), queries: [prom('sum by (shelf) (oven_degrees)', 'degrees')] }),
  ]),
)

const kitchen = service(import.meta, 'kitchen', {
  title: 'Kitchen',
  summary: 'its dashboard contradicts itself',
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
export const expected: Expected = [10, 12, 13, 14, 3, 4, 5, 6, 7, 8, 9].map(
  id => `mistaken-panel kitchen dashboards.oven.panels.${id}`,
)
