import { type ClusterPart, clusterPart } from '../part.ts'
import { postgresRuns } from './runs.ts'
import type { PostgresWorkload } from './workload.ts'

export * from './workload.ts'

export const postgresPart: ClusterPart = {
  ...clusterPart<PostgresWorkload>(['postgres'], postgresRuns, () =>
    import('./render.ts').then(({ postgresRenderer }) => postgresRenderer),
  ),
  changes: async () => ({ rules: (await import('./dangers.ts')).postgresDangers }),
}
