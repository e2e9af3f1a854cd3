import {
  type HeldVolume,
  listening,
  type Mine,
  metricsOf,
  type Outside,
  type Pods,
  type Runs,
  type SecretRead,
  type Step,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { jobsOf } from '../parts/job/all.ts'
import type { Reach } from '../parts/network-policy/index.ts'
import { customDeliveries, customReads } from '../parts/objects/named-secrets.ts'
import { deliveredSecrets } from '../parts/secret/runs.ts'
import { heldVolumes } from '../parts/volume/runs.ts'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'
import { deliveriesOf, deliversTo, deliverySteps } from './deliveries.ts'
import { jobPods, objectPods, podSteps } from './pods.ts'
import { identitiesOf, providedBy, requiredBy } from './provided.ts'
import { workloadReads } from './secret-reads.ts'

/** What one kind of workload adds to what all workloads of a cluster have. */
export interface OfKind {
  /** Every object of its Application is rendered. */
  readonly whole: boolean
  readonly pods: readonly Pods[]
  readonly reads: readonly SecretRead[]
  /** Besides those of its jobs. */
  readonly volumes?: readonly HeldVolume[]
  readonly steps?: readonly Step[]
  /** The service accounts that its pods run as. */
  readonly accounts?: readonly string[]
  /** What must be there before it: storage classes, and definitions of kinds by their group. */
  readonly needs?: { readonly classes?: readonly string[]; readonly definitions?: readonly string[] }
}

/** What all workloads of a cluster have, whichever kind they are. */
export function ofCluster(
  workload: ClusterWorkload,
  mine: Mine,
  { whole, pods, reads, volumes = [], steps = [], accounts = [], needs = {} }: OfKind,
): Runs {
  const { service } = mine
  const { name } = service
  const { kind, namespace, jobs = [], objects, bootstrap = [], reaches = [] } = workload
  const ended = jobsOf(workload)
  const deliveries = deliveriesOf(name, workload, whole, mine)
  const all = [...pods, ...objectPods(name, namespace, objects), ...jobPods(name, namespace, ended)]
  const delivered = [...deliveredSecrets(name, workload), ...customDeliveries(name, namespace, objects)]
  return {
    namespace,
    ...deliversTo(namespace, mine),
    deliveries,
    releases: [],
    pods: all,
    units: [],
    files: [],
    folders: [],
    volumes: eachOnce([
      ...volumes,
      ...ended.flatMap(job => heldVolumes(mine, { namespace, object: job.name, volumes: job.volumes })),
    ]),
    ports: listening(kind, mine, port => service.addresses?.[port] ?? service.address ?? 'unknown', true),
    delivered,
    reads: [...reads, ...workloadReads(mine, workload), ...customReads(name, namespace, objects)],
    identities: identitiesOf(name, workload, accounts),
    provides: providedBy(name, workload, mine),
    requires: requiredBy(name, workload, mine, needs),
    logs: [{ id: `${name}/logs/pods`, part: kind, from: 'pods', namespace }],
    metrics: metricsOf(kind, mine),
    schedules: jobs.map(({ name: what, schedule }) => ({
      id: `${name}/schedule/${what}`,
      part: 'job',
      what,
      at: schedule,
    })),
    reaches: [
      ...outside(name, kind, reaches),
      ...ended.flatMap(job => outside(name, 'job', job.reaches ?? [], `${name}/pods/${job.name}`)),
    ],
    byHand: bootstrap.map(({ name: id, what, commands = [], secrets = [] }) => ({
      ...{ id: `${name}/by-hand/${id}`, part: 'bootstrap-step', name: id, what, commands },
      template: secrets.length > 0,
    })),
    questions: [
      ...deliveries.map(({ id }) => ({ id: `${id}?`, about: id, kind: 'delivered' as const })),
      ...all.map(({ id }) => ({ id: `${id}?`, about: id, kind: 'pods-ready' as const })),
    ],
    operations: [...deliverySteps(deliveries, mine), ...podSteps(mine, all), ...steps],
  }
}

/** @param pods the pods that reach it, by id; all of the workload itself by default */
export function outside(service: string, part: string, reaches: readonly Reach[], pods?: string): readonly Outside[] {
  return reaches.map(({ to, why, ports }) => ({
    ...{ id: `${pods ?? service}/reach/${to}: ${why}`, part, to, why },
    ...present({ pods, ports }),
  }))
}

/** What several pods mount is declared by each of them. */
function eachOnce(volumes: readonly HeldVolume[]): readonly HeldVolume[] {
  return [...new Map(volumes.toReversed().map(volume => [volume.id, volume])).values()].toReversed()
}
