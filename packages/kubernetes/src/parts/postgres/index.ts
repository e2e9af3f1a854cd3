import { clusterPart } from '../part.ts'
import { postgresRuns } from './runs.ts'
import type { PostgresWorkload } from './workload.ts'

export * from './workload.ts'

export const postgresPart = clusterPart<PostgresWorkload>(['postgres'], postgresRuns, () =>
  import('./render.ts').then(({ postgresRenderer }) => postgresRenderer),
)
