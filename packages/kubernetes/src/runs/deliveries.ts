import type { Cluster, Delivery, DeliveryGroup, DeliveryPart, Step } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'
import type { ExternalApplications } from '../workloads/external.ts'

type Delivered = Extract<Delivery, { readonly by: 'delivery' }>

/** A group that a service is part of, and what of the service it holds. */
interface Part {
  readonly application: DeliveryGroup
  readonly holds: Delivered['holds']
}

/** The groups of a service, in the order in which they are delivered. Two may be the same. */
export function applicationsOf(service: string, workload: ClusterWorkload | ExternalApplications): readonly Part[] {
  if ('applications' in workload) return workload.applications.map(application => ({ application, holds: 'all' }))
  const { crds, accessApplication } = workload
  return [
    ...(crds === undefined ? [] : [{ application: crds, holds: 'definitions' as const }]),
    { application: ownApplication(service, workload), holds: 'workload' },
    ...(accessApplication === undefined ? [] : [{ application: accessApplication, holds: 'access' as const }]),
  ]
}

/** The group that holds the workload itself. */
export function ownApplication(service: string, { application }: Pick<ClusterWorkload, 'application'>): DeliveryGroup {
  return application ?? { name: service }
}

/** What delivers to a service's cluster. */
export interface DeliveredBy {
  readonly cluster?: Cluster
  readonly delivery?: DeliveryPart
}

/**
 * What brings a service to its cluster; each group once. Nothing where nobody registers what delivers there.
 *
 * @param whole every object of the workload is rendered
 */
export function deliveriesOf(
  service: string,
  workload: ClusterWorkload | ExternalApplications,
  whole: boolean,
  { cluster, delivery }: DeliveredBy,
): readonly Delivered[] {
  if (cluster === undefined || delivery === undefined) return []
  const [kind = ''] = delivery.kinds
  const all = applicationsOf(service, workload).map(({ application, holds }): Delivered => {
    const { name } = application
    return {
      ...{ id: `${service}/${delivery.word}/${name}`, part: workload.kind, by: 'delivery', kind, group: name, holds },
      rendered: holds === 'access' || (holds === 'workload' && whole),
      leavesAlone: delivery.leavesAlone(application),
      ...present({ byItself: delivery.byItself?.(cluster, application) }),
    }
  })
  return [...new Map(all.toReversed().map(each => [each.group, each])).values()].toReversed()
}

/** What is done with them. */
export function deliverySteps(deliveries: readonly Delivered[], { cluster, delivery }: DeliveredBy): readonly Step[] {
  if (cluster === undefined || delivery === undefined) return []
  return deliveries.flatMap(({ id, group, byItself }) => delivery.steps(cluster, group, id, byItself))
}

/** Of a service that is itself what delivers to its cluster: the cluster's name. */
export function deliversTo(namespace: string, { cluster, delivery }: DeliveredBy): { readonly deliversTo?: string } {
  return cluster !== undefined && delivery?.own(cluster) === namespace ? { deliversTo: cluster.name } : {}
}
