import { clusterPart } from '../part.ts'
import { kustomizationRuns } from './runs.ts'
import type { KustomizationWorkload } from './workload.ts'

export * from './workload.ts'

export const kustomizationPart = clusterPart<KustomizationWorkload>(['kustomization'], kustomizationRuns, () =>
  import('./render.ts').then(({ kustomizationRenderer }) => kustomizationRenderer),
)
