import { listening, type Part, type Pods, type Release, unknownRuns, workloadPart } from '@homelab/estate'
import { deliveryParts } from '../delivery/index.ts'
import type { ChartWorkload } from '../workloads/chart.ts'
import type { ExternalApplications } from '../workloads/external.ts'
import type { KustomizationWorkload } from '../workloads/kustomization.ts'
import type { ObjectsWorkload } from '../workloads/objects.ts'
import { deliveriesOf, deliversTo, deliverySteps } from './deliveries.ts'
import { releaseLabels } from './labels.ts'
import { ofCluster } from './of-cluster.ts'
import { podsPart } from './pods-part.ts'
import { postgresPart } from './postgres-part.ts'
import { chartReads } from './secret-reads.ts'

/** Pods that somebody else's manifests make: what is known of them is how they are found. */
function pickedPods(service: string, part: string, namespace: string, selector: Pods['selector']): Pods {
  return {
    ...{ id: `${service}/pods/*`, part, namespace, selector },
    resource: 'unknown',
    kind: 'unknown',
    name: 'unknown',
    replicas: 'unknown',
    rollout: 'unknown',
    containers: 'unknown',
    rolledBy: 'unknown',
    token: 'unknown',
    fixed: [],
  }
}

const chart = workloadPart<ChartWorkload>(['chart'], (workload, mine) => {
  const { name } = mine.service
  const { namespace, releaseName, path, revision, repository } = workload
  const runs = ofCluster(workload, mine, {
    whole: false,
    pods: [pickedPods(name, 'chart', namespace, releaseLabels(releaseName))],
    reads: chartReads(name, namespace, workload.reads),
  })
  const release: Release = {
    id: `${name}/release/${path}`,
    part: 'chart',
    of: 'chart',
    name: path,
    revision,
    repository,
  }
  return { ...runs, releases: [release], volumes: 'unknown' }
})

const objects = workloadPart<ObjectsWorkload>(['objects'], (workload, mine) =>
  ofCluster(workload, mine, { whole: true, pods: [], reads: [] }),
)

const kustomization = workloadPart<KustomizationWorkload>(['kustomization'], (workload, mine) => {
  const { name } = mine.service
  const runs = ofCluster(workload, mine, { whole: false, pods: [], reads: [] })
  return {
    ...runs,
    pods: 'unknown',
    volumes: 'unknown',
    releases: workload.resources.map(url => ({
      ...{ id: `${name}/release/${url}`, part: 'kustomization', of: 'manifests', url },
    })),
  }
})

/** What stays hand-written: of that in a cluster its Applications are known, and maybe how its pods are found. */
const external = workloadPart<ExternalApplications>(['external'], (workload, mine) => {
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
    ...(pods === undefined ? {} : { pods: [pickedPods(name, 'external', namespace, pods)] }),
    questions: deliveries.map(({ id }) => ({ id: `${id}?`, about: id, kind: 'delivered' as const })),
    operations: deliverySteps(deliveries, mine),
  }
})

/** What services of a cluster are made of. */
export const clusterParts: readonly Part[] = [
  ...[podsPart, postgresPart, chart, objects, kustomization, external],
  ...deliveryParts,
]
