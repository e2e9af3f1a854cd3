import type { AnyOptions, Options } from '@homelab/estate/model'
import { ofClusterWorkload, ofContainer, ofIngress, ofPodVolume, ofReplicated, ofSidecar } from '../options.ts'
import { clusterPart } from '../part.ts'
import { podsRuns } from './runs.ts'
import type { PodWorkload } from './workload.ts'

export * from './workload.ts'

const options: Options<PodWorkload> = {
  ...ofClusterWorkload,
  ...ofReplicated,
  ...{ objectName: true, serviceName: true },
  ...{ serviceType: true, namedTargets: true, labels: true, labelled: true, revisionHistoryLimit: true },
  ...{ container: ofContainer, unnamedPorts: true, sidecars: ofSidecar, initContainers: ofContainer },
  ...{
    clients: { secret: true },
    publicProxy: true,
    volumes: ofPodVolume,
    podSecurity: true,
    podAnnotations: true,
    annotations: true,
    ingress: ofIngress,
    pod: true,
  },
  serviceAccount: { name: true, token: true },
}

export const podsPart = {
  ...clusterPart<PodWorkload>(['deployment', 'stateful-set', 'daemon-set'], podsRuns, () =>
    import('./render.ts').then(({ podsRenderer }) => podsRenderer),
  ),
  options: options as AnyOptions,
}
