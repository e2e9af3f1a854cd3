import type { Rendering } from '../../cluster/context.ts'
import { kubernetesDelivery, type Stages } from '../../delivery/contract.ts'
import type { ClusterWorkload } from '../../workloads/cluster-workload.ts'
import type { OnceJob, SyncJob } from './index.ts'

/** How long a Job may take that pods or a sync wait for, in seconds, where nothing else is said. */
export const longestWait = 600

/** What a service does before its pods are changed. */
export function firstJobs({
  once = [],
  eachSync = [],
}: Pick<ClusterWorkload, 'once' | 'eachSync'>): readonly (OnceJob | SyncJob)[] {
  return [...once.filter(({ beforePods }) => beforePods === true), ...eachSync.filter(comesFirst)]
}

function comesFirst({ when }: SyncJob): boolean {
  return when === 'before-pods'
}

/** How the delivery is told what comes before what, where pods wait for a Job. */
export function stagesOf({ context, cluster, workload }: Rendering): Partial<Stages> {
  return firstJobs(workload).length === 0 ? {} : (kubernetesDelivery(context.resolved.parts, cluster)?.stages ?? {})
}

/** The claims that such a Job mounts. */
export function mountedFirst({ workload }: Rendering): ReadonlySet<string> {
  return new Set(
    firstJobs(workload)
      .flatMap(({ volumes = [] }) => volumes)
      .flatMap(volume => ('claim' in volume ? [volume.claim] : [])),
  )
}
