import type { Options } from '@homelab/estate/model'
import { ofClusterWorkload } from '../options.ts'
import { type ClusterPart, clusterPart } from '../part.ts'
import { postgresRuns } from './runs.ts'
import type { PostgresWorkload } from './workload.ts'

export * from './workload.ts'

const options: Options<PostgresWorkload> = {
  ...ofClusterWorkload,
  ...{ instances: true, image: true, storage: true, resources: true, parameters: true, preloadLibraries: true },
  ...{ accessRules: true, metricsThrough: true },
}

export const postgresPart: ClusterPart = {
  ...clusterPart<PostgresWorkload>(['postgres'], postgresRuns, () =>
    import('./render.ts').then(({ postgresRenderer }) => postgresRenderer),
  ),
  options,
  changes: async () => ({ rules: (await import('./dangers.ts')).postgresDangers }),
}
