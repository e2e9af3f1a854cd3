import type { AnyOptions, Options } from '@homelab/estate/model'
import { ofClusterWorkload, ofContainer, ofIngress, ofPodVolume, ofReach, ofReplicated, ofSidecar } from '../options.ts'
import { clusterPart } from '../part.ts'
import { podsRuns } from './runs.ts'
import type { OfPods, PodsBeside, PodWorkload } from './workload.ts'

export * from './workload.ts'

const ofPods: Options<OfPods> = {
  ...ofReplicated,
  ...{ objectName: true, serviceName: true, namedTargets: true, labels: true, unnamedPorts: true },
  ...{ container: ofContainer, sidecars: ofSidecar, initContainers: ofContainer, volumes: ofPodVolume },
  ...{ podSecurity: true, podAnnotations: true, annotations: true, pod: true },
  serviceAccount: { name: true, token: true },
}

const ofBeside: Options<PodsBeside> = {
  ...ofPods,
  ...{ name: true, kind: true, answers: true, probes: true, sameNeeds: true, reaches: ofReach },
}

const options: Options<PodWorkload> = {
  ...ofClusterWorkload,
  ...ofPods,
  ...{ serviceType: true, labelled: true, revisionHistoryLimit: true, publicProxy: true },
  ...{ clients: { secret: true }, tiles: { secret: true }, allowedHosts: true },
  ...{ ingress: ofIngress, beside: ofBeside },
}

export const podsPart = {
  ...clusterPart<PodWorkload>(['deployment', 'stateful-set', 'daemon-set'], podsRuns, () =>
    import('./render.ts').then(({ podsRenderer }) => podsRenderer),
  ),
  options: options as AnyOptions,
}
