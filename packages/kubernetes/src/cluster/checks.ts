import {
  bytesProblem,
  type Cluster,
  coresProblem,
  type Finding,
  isDnsLabel,
  isQuantity,
  type ResolvedService,
  type ServiceWithWorkload,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { KubernetesDelivery } from '../delivery/contract.ts'
import {
  type CheckedContainer,
  type CheckedPod,
  checkLimits,
  checkPod,
  checkRequests,
  checkUnlimited,
  checkUsers,
} from '../parts/container/checks.ts'
import { checkDevices } from '../parts/container/devices.ts'
import type { Container } from '../parts/container/index.ts'
import { jobsOf } from '../parts/job/all.ts'
import { checkJobs } from '../parts/job/checks.ts'
import { checkCustomObjects, checkEmptyRules, checkExternalNames } from '../parts/objects/checks.ts'
import type { CheckKnown, ClusterRenderer } from '../parts/part.ts'
import { checkVolumes } from '../parts/volume/checks.ts'
import type { PodVolume } from '../parts/volume/index.ts'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'
import { checkHardening, checkTokens } from './hardening.ts'

/** What types can't say of a workload: names, quantities, and mounts of volumes that its pods have. */
export function checkWorkload(
  service: ServiceWithWorkload,
  workload: ClusterWorkload,
  { checks, pods }: ClusterRenderer<ClusterWorkload>,
  known: CheckKnown,
  { cluster, delivery }: { readonly cluster: Cluster; readonly delivery: KubernetesDelivery | undefined },
): Finding[] {
  return [
    ...checkNamespace(service, workload),
    ...checkCustomObjects(service, workload),
    ...checkEmptyRules(service, workload),
    ...checkExternalNames(service, workload),
    ...checkVolumes(service, workload),
    ...checkJobs(service, workload, delivery),
    ...(checks?.(service, workload, known) ?? []),
    ...(cluster.unhardened === undefined ? checkTokens(service, workload) : []),
    ...[...(pods?.(service, workload) ?? []), ...jobPods(workload)].flatMap(pod => [
      ...checkPod(service, pod),
      ...checkUsers(service, pod),
      ...checkDevices(service, pod),
      ...(cluster.unhardened === undefined ? checkHardening(service, pod) : []),
      ...pod.containers.flatMap(container => checkContainer(service, container, new Set(pod.volumes))),
    ]),
  ]
}

function jobPods(workload: ClusterWorkload): readonly CheckedPod[] {
  return jobsOf(workload).map(({ container, volumes, podSecurity }) => ({
    containers: [container],
    volumes: namesOf(volumes),
    hostPaths: hostPathsOf(volumes),
    ...present({ security: podSecurity }),
  }))
}

function checkContainer(
  service: ResolvedService,
  container: CheckedContainer,
  volumes: ReadonlySet<string>,
): Finding[] {
  return [...checkAmounts(service, container), ...mounts(service, container, volumes), ...variables(service, container)]
}

export function namesOf(volumes: readonly PodVolume[] = []): readonly string[] {
  return volumes.map(({ name }) => name)
}

export function hostPathsOf(volumes: readonly PodVolume[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(
    volumes.flatMap(volume => (volume.source === 'host-path' ? [[volume.name, volume.path] as const] : [])),
  )
}

function checkNamespace({ name: subject, file }: ResolvedService, { namespace }: ClusterWorkload): Finding[] {
  if (isDnsLabel(namespace)) return []
  return [
    {
      code: 'invalid-name',
      where: { subject, path: 'workload.namespace', file },
      problem: 'Kubernetes refuses a namespace of this name',
      got: JSON.stringify(namespace),
      expected: 'at most 63 of a-z, 0-9 and -',
      fix: 'rename it',
    },
  ]
}

/** https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/ */
function variables({ name: subject, file }: ResolvedService, { name, env = {} }: CheckedContainer): Finding[] {
  return Object.keys(env)
    .filter(variable => !/^[ -<>-~]+$/.test(variable))
    .map(variable => ({
      code: 'invalid-name',
      where: { subject, path: `${name}.env.${variable}`, file },
      problem: 'this is no name of an environment variable',
      got: JSON.stringify(variable),
      expected: 'printable characters of ASCII without =',
      fix: 'rename it',
    }))
}

export function checkAmounts(service: ResolvedService, amounts: Pick<Container, 'name' | 'resources'>): Finding[] {
  return [
    ...quantities(service, amounts),
    ...checkLimits(service, amounts),
    ...checkRequests(service, amounts),
    ...checkUnlimited(service, amounts),
  ]
}

function quantities(
  { name: subject, file }: ResolvedService,
  { name, resources = {} }: Pick<Container, 'name' | 'resources'>,
): Finding[] {
  return Object.entries(resources).flatMap(([which, amounts]) =>
    Object.entries(amounts ?? {}).flatMap(([what, amount]): Finding[] => {
      const problem = amountProblem(what, String(amount))
      if (problem === undefined) return []
      return [
        {
          code: 'invalid-quantity',
          where: { subject, path: `${name}.resources.${which}.${what}`, file },
          problem,
          got: JSON.stringify(amount),
          expected: what === 'cpu' ? 'cores such as 500m' : 'bytes such as 256Mi',
          fix: 'correct the amount',
        },
      ]
    }),
  )
}

function amountProblem(what: string, amount: string): string | undefined {
  if (what === 'cpu') return coresProblem(amount)
  if (what === 'memory' || what === 'ephemeral-storage') return bytesProblem(amount)
  return isQuantity(amount) ? undefined : 'this is no quantity above zero'
}

function mounts(
  { name: subject, file }: ResolvedService,
  container: CheckedContainer,
  volumes: ReadonlySet<string>,
): Finding[] {
  return Object.keys(container.mounts ?? {})
    .filter(name => !volumes.has(name))
    .map(name => ({
      code: 'unknown-volume',
      where: { subject, path: `${container.name}.mounts.${name}`, file },
      problem: 'the container mounts a volume that the pod does not have',
      got: name,
      expected: [...volumes].join(', ') || 'a declared volume',
      fix: 'declare the volume, or correct its name',
    }))
}
