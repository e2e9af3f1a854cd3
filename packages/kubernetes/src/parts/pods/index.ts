import { clusterPart } from '../part.ts'
import { podsRuns } from './runs.ts'
import type { PodWorkload } from './workload.ts'

export * from './workload.ts'

export const podsPart = clusterPart<PodWorkload>(['deployment', 'stateful-set', 'daemon-set'], podsRuns, () =>
  import('./render.ts').then(({ podsRenderer }) => podsRenderer),
)
