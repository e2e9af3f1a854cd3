import type { HostPort, Pods, ServiceFacts } from '@homelab/estate/model'
import { configMaps, containersOf, fixedOf, hostPorts, running } from '../../runs/pods.ts'
import { answeringOf } from '../replicas/counts.ts'
import type { RollingUpdate } from '../replicas/index.ts'
import { hasNeeds, type OwnPods } from './own.ts'
import type { PodWorkload } from './workload.ts'

/** What the pods of a workload carry, and its selectors pick. */
export function podLabels(service: string, { labels, objectName }: PodWorkload): Record<string, string> {
  return { ...(labels ?? { app: objectName ?? service }) }
}

export const kinds = {
  deployment: { resource: 'deployment', kind: 'Deployment' },
  'stateful-set': { resource: 'statefulset', kind: 'StatefulSet' },
  'daemon-set': { resource: 'daemonset', kind: 'DaemonSet' },
} as const

/** What runs of pods of a service. */
export function podsOf(
  { name: service, ports }: Pick<ServiceFacts, 'name' | 'ports'>,
  own: OwnPods,
  isOneOfSeveral: boolean,
): Pods {
  const { workload, answers, name } = own
  const { container, sidecars = [], initContainers = [], volumes = [], serviceAccount, pod = {} } = workload
  const { resource, kind } = kinds[workload.kind]
  return {
    id: `${service}/pods/${name}`,
    part: workload.kind,
    namespace: workload.namespace,
    resource,
    kind,
    name,
    selector: podLabels(service, workload),
    replicas: workload.kind === 'daemon-set' ? 'each-node' : (workload.replicas ?? 1),
    rollout: rolloutOf(workload),
    ...answering(workload),
    containers: [
      ...[{ ...container, name: mainName(service, workload) }, ...sidecars].map(running),
      // They run before the others, in the same room.
      ...initContainers.map(running).map(({ memory, cpu, ...each }) => each),
      ...containersOf(pod),
    ],
    ...hostPorts(pod, answers.flatMap(port => ports[port] ?? []).map(listening)),
    ...(isOneOfSeveral && { answers }),
    ...(!hasNeeds(own) && { withoutNeeds: true }),
    rolledBy: configMaps(volumes),
    token: serviceAccount?.token === true ? serviceAccount.name : 'none',
    fixed: fixedOf(kind),
  }
}

function listening({ protocol, port, target = port }: ServiceFacts['ports'][string]): HostPort {
  return { port: target, transport: protocol === 'udp' ? 'udp' : 'tcp' }
}

/** What the container is called that answers on the ports. */
export function mainName(service: string, { container, objectName }: PodWorkload): string {
  return container.name ?? objectName ?? service
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy */
function rolloutOf({ kind, strategy }: PodWorkload): Pods['rollout'] {
  if (kind === 'stateful-set') return 'ordered'
  return strategy === 'Recreate' ? 'recreate' : 'rolling'
}

function comesFirst({ surge = 0 }: RollingUpdate): boolean {
  return Number.parseInt(String(surge), 10) > 0
}

function answering(workload: PodWorkload): Pick<Pods, 'answering'> {
  const { kind, strategy = 'RollingUpdate', replicas = 1 } = workload
  // On each node the old pod ends first, where the new one is not said to come beside it.
  if (kind === 'daemon-set') return typeof strategy === 'object' && comesFirst(strategy) ? {} : { answering: 0 }
  if (kind !== 'deployment' || strategy === 'Recreate') return {}
  return { answering: answeringOf(replicas, typeof strategy === 'string' ? {} : strategy) }
}
