import type { AnyOptions, Options } from '@homelab/estate/model'
import type { Container, Sidecar } from '../container/index.ts'
import { clusterPart, ofClusterWorkload } from '../part.ts'
import { podsRuns } from './runs.ts'
import type { PodWorkload } from './workload.ts'

export * from './workload.ts'

const ofContainer: Options<Container> = {
  ...{ name: true, image: true, pullPolicy: true, command: true, args: true, env: true, envFrom: true, mounts: true },
  ...{ resources: true, devices: true, security: true },
}
const ofSidecar: Options<Sidecar> = { ...ofContainer, answers: true, probes: true }

const options: Options<PodWorkload> = {
  ...ofClusterWorkload,
  ...{ replicas: true, strategy: true, budget: true, spread: true, objectName: true, serviceName: true },
  ...{ serviceType: true, namedTargets: true, labels: true, labelled: true, revisionHistoryLimit: true },
  ...{ container: ofContainer, unnamedPorts: true, sidecars: ofSidecar, initContainers: ofContainer, volumes: true },
  ...{
    clients: { secret: true },
    podSecurity: true,
    podAnnotations: true,
    annotations: true,
    ingress: true,
    serviceAccount: true,
    pod: true,
  },
}

export const podsPart = {
  ...clusterPart<PodWorkload>(['deployment', 'stateful-set', 'daemon-set'], podsRuns, () =>
    import('./render.ts').then(({ podsRenderer }) => podsRenderer),
  ),
  options: options as AnyOptions,
}
