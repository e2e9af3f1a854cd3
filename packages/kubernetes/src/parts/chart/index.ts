import { clusterPart } from '../part.ts'
import { chartRuns } from './runs.ts'
import type { ChartWorkload } from './workload.ts'

export * from './workload.ts'

export const chartPart = clusterPart<ChartWorkload>(['chart'], chartRuns, () =>
  import('./render.ts').then(({ chartRenderer }) => chartRenderer),
)
