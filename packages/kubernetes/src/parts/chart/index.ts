import type { Options } from '@homelab/estate/model'
import { ofClusterWorkload, ofIngress } from '../options.ts'
import { clusterPart } from '../part.ts'
import { chartRuns } from './runs.ts'
import type { ChartWorkload } from './workload.ts'

export * from './workload.ts'

const options: Options<ChartWorkload> = {
  ...ofClusterWorkload,
  ...{
    repository: true,
    revision: true,
    path: true,
    chart: true,
    releaseName: true,
    values: true,
    reads: true,
    serviceName: true,
  },
  ingress: ofIngress,
}

export const chartPart = {
  ...clusterPart<ChartWorkload>(['chart'], chartRuns, () =>
    import('./render.ts').then(({ chartRenderer }) => chartRenderer),
  ),
  options,
}
