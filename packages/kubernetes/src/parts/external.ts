import { listening, type Mine, type Options, type Runs, unknownRuns, workloadPart } from '@homelab/estate/model'
import { deliveriesOf, deliversTo, deliverySteps } from '../runs/deliveries.ts'
import { pickedPods } from '../runs/picked-pods.ts'
import type { ExternalApplications } from '../workloads/external.ts'

const options: Options<ExternalApplications> = {
  ...{
    kind: true,
    at: true,
    address: true,
    addresses: true,
    lan: true,
    namespace: true,
    applications: true,
    pods: true,
  },
}

/** What stays hand-written: of that in a cluster its groups are known, and maybe how its pods are found. */
export const externalPart = { ...workloadPart<ExternalApplications>(['external'], runs), options }

function runs(workload: ExternalApplications, mine: Mine): Runs {
  const unknown = unknownRuns('external', mine)
  if (!('applications' in workload)) return unknown
  const { name } = mine.service
  const { namespace, pods } = workload
  const deliveries = deliveriesOf(name, workload, false, mine)
  return {
    ...unknown,
    namespace,
    ...deliversTo(namespace, mine),
    deliveries,
    logs: [{ id: `${name}/logs/pods`, part: 'external', from: 'pods', namespace }],
    ports: listening('external', mine, () => mine.service.address ?? 'unknown', true),
    ...(pods !== undefined && { pods: [pickedPods(name, 'external', namespace, pods)] }),
    questions: deliveries.map(({ id }) => ({ id: `${id}?`, about: id, kind: 'delivered' as const })),
    operations: deliverySteps(deliveries, mine),
  }
}
