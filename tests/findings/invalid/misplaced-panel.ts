import { http, service } from '@homelab/estate'
import { dashboard } from '@homelab/observability'
import { framed, prom, stat, timeseries } from '@homelab/observability/drawing'
import { collector, frame, ovenDashboard, ovenParts } from '../oven.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const queries = [prom('oven_degrees')]

/** Grafana moves what lies on another panel, and what has a hole above itself; what leaves the grid is cut. */
const dashboardOfOven = ovenDashboard(named =>
  framed(named, frame, [
    // Right: two beside each other, the second one in two halves, of which the lower one has small neighbours.
    timeseries({ id: 1, title: 'Heat', at: [0, 0, 16, 8], queries }),
    stat({ id: 2, title: 'Upper', at: [16, 0, 8, 4], queries }),
    stat({ id: 3, title: 'Lower', at: [16, 4, 7, 4], queries }),
    stat({ id: 13, title: 'Narrowest', at: [23, 4, 1, 3], queries }),
    stat({ id: 14, title: 'Smallest', at: [23, 7, 1, 1], queries }),
    // One column too wide.
    timeseries({ id: 4, title: 'Wide', at: [12, 8, 13, 8], queries }),
    // Lies on the one before.
    timeseries({ id: 5, title: 'On top', at: [0, 8, 13, 8], queries }),
    // A line too low.
    timeseries({ id: 6, title: 'Low', at: [0, 17, 12, 8], queries }),
    // A column free between two of a line.
    timeseries({ id: 7, title: 'Apart', at: [13, 17, 11, 8], queries }),
    // The last line need not be full.
    stat({ id: 8, title: 'Last', at: [0, 25, 6, 4], queries }),
    stat({ id: 8, title: 'Last again', at: [6, 25, 6, 4], queries }),
    // A line too short, above one that is right; a column too narrow.
    timeseries({ id: 9, title: 'Whole', at: [0, 29, 24, 8], queries }),
    timeseries({ id: 10, title: 'Short', at: [0, 37, 12, 7], queries }),
    timeseries({ id: 12, title: 'Tall', at: [12, 37, 12, 8], queries }),
    timeseries({ id: 11, title: 'Narrow', at: [0, 45, 23, 8], queries }),
  ]),
)

const kitchen = service(import.meta, 'kitchen', {
  title: 'Kitchen',
  summary: 'its dashboard lies askew',
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
export const expected: Expected = [
  'misplaced-panel kitchen dashboards.oven.panels.10',
  'misplaced-panel kitchen dashboards.oven.panels.11',
  // Out of the grid; on another one; a free line above; a free column beside.
  'misplaced-panel kitchen dashboards.oven.panels.4',
  'misplaced-panel kitchen dashboards.oven.panels.5',
  'misplaced-panel kitchen dashboards.oven.panels.6',
  'misplaced-panel kitchen dashboards.oven.panels.7',
  // Twice one number, by which Grafana knows panels.
  'misplaced-panel kitchen dashboards.oven.panels.8',
]
