import type { Options } from '@homelab/estate/model'
import { ofClusterWorkload, ofIngress } from '../options.ts'
import { clusterPart } from '../part.ts'
import { kustomizationRuns } from './runs.ts'
import type { KustomizationWorkload } from './workload.ts'

export * from './workload.ts'

const options: Options<KustomizationWorkload> = {
  ...ofClusterWorkload,
  ...{ resources: true, configMapPatches: true, appliedByServer: true, serviceName: true, ingress: ofIngress },
}

export const kustomizationPart = {
  ...clusterPart<KustomizationWorkload>(['kustomization'], kustomizationRuns, () =>
    import('./render.ts').then(({ kustomizationRenderer }) => kustomizationRenderer),
  ),
  options,
}
