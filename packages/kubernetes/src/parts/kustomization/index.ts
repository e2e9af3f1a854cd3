import type { Options } from '@homelab/estate/model'
import { clusterPart, ofClusterWorkload } from '../part.ts'
import { kustomizationRuns } from './runs.ts'
import type { KustomizationWorkload } from './workload.ts'

export * from './workload.ts'

const options: Options<KustomizationWorkload> = {
  ...ofClusterWorkload,
  ...{ resources: true, configMapPatches: true, appliedByServer: true, serviceName: true, ingress: true },
}

export const kustomizationPart = {
  ...clusterPart<KustomizationWorkload>(['kustomization'], kustomizationRuns, () =>
    import('./render.ts').then(({ kustomizationRenderer }) => kustomizationRenderer),
  ),
  options,
}
