import { type Delivery, type Step, step } from '@homelab/estate'
import type { Application } from '../workloads/application.ts'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'
import type { ExternalApplications } from '../workloads/external.ts'
import { argocd, diff, sync } from './commands.ts'

type Argo = Extract<Delivery, { readonly by: 'argocd' }>

/** An Application that a service is part of, and what of the service it holds. */
interface Part {
  readonly application: Application
  readonly holds: Argo['holds']
}

/** The Applications of a service, in the order in which they are synced. Two may be the same. */
export function applicationsOf(service: string, workload: ClusterWorkload | ExternalApplications): readonly Part[] {
  if ('applications' in workload) return workload.applications.map(application => ({ application, holds: 'all' }))
  const { crds, accessApplication } = workload
  return [
    ...(crds === undefined ? [] : [{ application: crds, holds: 'definitions' as const }]),
    { application: ownApplication(service, workload), holds: 'workload' },
    ...(accessApplication === undefined ? [] : [{ application: accessApplication, holds: 'access' as const }]),
  ]
}

/** The Application that holds the workload itself. */
export function ownApplication(service: string, { application }: Pick<ClusterWorkload, 'application'>): Application {
  return application ?? { name: service }
}

/**
 * What brings a service to its cluster; each Application once.
 *
 * @param whole every object of the workload is rendered
 */
export function deliveriesOf(
  service: string,
  workload: ClusterWorkload | ExternalApplications,
  whole: boolean,
): readonly Argo[] {
  const all = applicationsOf(service, workload).map(({ application, holds }): Argo => {
    const { name, ignoreDifferences = [] } = application
    return {
      ...{ id: `${service}/application/${name}`, part: workload.kind, by: 'argocd', application: name, holds },
      rendered: holds === 'access' || (holds === 'workload' && whole),
      leavesAlone: ignoreDifferences.flatMap(each => each.name ?? []),
    }
  })
  return [...new Map(all.toReversed().map(each => [each.application, each])).values()].toReversed()
}

/** What Argo CD does with them. */
export function deliverySteps(deliveries: readonly Argo[]): readonly Step[] {
  return deliveries.flatMap(({ id, application }): readonly Step[] => [
    step(id, 'status', 'reads', argocd('app', 'get', application)),
    step(id, 'preview', 'reads', diff(application)),
    {
      ...step(id, 'apply', 'changes', sync(application)),
      after: [`${id}#preview`],
      until: `${id}?`,
    },
  ])
}
