import type { Delivery, Step } from '@homelab/estate'
import type { Application } from '../workloads/application.ts'
import type { ExternalApplications } from '../workloads/external.ts'
import type { ClusterWorkload } from '../workloads/pods.ts'
import { argocd } from './commands.ts'

type Argo = Extract<Delivery, { readonly by: 'argocd' }>

/** The Applications that a service is part of, in the order in which they are synced; each named once. */
export function deliveriesOf(service: string, workload: ClusterWorkload, whole: boolean): readonly Argo[] {
  const { crds, application = { name: service }, accessApplication } = workload
  const all = [
    ...of(service, workload.kind, crds, 'definitions', false),
    ...of(service, workload.kind, application, 'workload', whole),
    ...of(service, workload.kind, accessApplication, 'access', true),
  ]
  return [...new Map(all.toReversed().map(each => [each.application, each])).values()].toReversed()
}

/** Those of a service whose manifests stay hand-written. */
export function handwritten(service: string, { kind, applications }: ExternalApplications): readonly Argo[] {
  return applications.flatMap(application => of(service, kind, application, 'all', false))
}

function of(
  service: string,
  part: string,
  application: Application | undefined,
  holds: Argo['holds'],
  rendered: boolean,
): readonly Argo[] {
  if (application === undefined) return []
  const { name, ignoreDifferences = [] } = application
  const leavesAlone = ignoreDifferences.flatMap(each => each.name ?? [])
  return [{ id: `${service}/application/${name}`, part, by: 'argocd', application: name, holds, rendered, leavesAlone }]
}

/** Nothing waits longer: images have to be pulled, and not more. */
const timeout = ['--timeout', '600'] as const

/** What Argo CD does with them. */
export function deliverySteps(deliveries: readonly Argo[]): readonly Step[] {
  return deliveries.flatMap(({ id, application }): readonly Step[] => [
    step(id, 'status', 'reads', argocd('app', 'get', application)),
    // That something differs is no error; what is one still ends the command with another code than 0.
    step(id, 'preview', 'reads', argocd('app', 'diff', application, '--refresh', '--exit-code=false')),
    {
      ...step(id, 'apply', 'changes', argocd('app', 'sync', application, ...timeout)),
      after: [`${id}#preview`],
      until: `${id}?`,
    },
  ])
}

/** A step with nothing around it. */
export function step(to: string, does: Step['does'], effect: Step['effect'], run: Step['run'], nth?: number): Step {
  const id = `${to}#${does}${nth === undefined ? '' : `-${nth}`}`
  return { id, to, does, run, effect, interrupts: [], after: [] }
}
