import { type Finding, isQuantity, type ResolvedService } from '@homelab/estate'
import type { Container } from '../workloads/container.ts'
import type { PodWorkload } from '../workloads/pods.ts'

/** What types can't say of a pod: quantities, and mounts of volumes that it has. */
export function checkPods(service: ResolvedService, workload: PodWorkload): Finding[] {
  const main: Container = { ...workload.container, name: workload.container.name ?? service.name }
  const containers = [main, ...(workload.sidecars ?? []), ...(workload.initContainers ?? [])]
  const volumes = new Set([
    ...(workload.volumes ?? []).map(({ name }) => name),
    ...(workload.pod?.volumes ?? []).map(({ name }) => name),
  ])
  return containers.flatMap(container => [...quantities(service, container), ...mounts(service, container, volumes)])
}

function quantities({ name: subject, file }: ResolvedService, { name, resources = {} }: Container): Finding[] {
  return Object.entries(resources).flatMap(([which, amounts]) =>
    Object.entries(amounts ?? {})
      .filter(([, amount]) => !isQuantity(String(amount)))
      .map(
        ([what, amount]): Finding => ({
          code: 'invalid-quantity',
          where: { subject, path: `${name}.resources.${which}.${what}`, file },
          problem: 'this is no quantity above zero',
          got: JSON.stringify(amount),
          expected: what === 'cpu' ? 'cores such as 500m' : 'bytes such as 256Mi',
          mend: 'correct the amount',
        }),
      ),
  )
}

function mounts(
  { name: subject, file }: ResolvedService,
  container: Container,
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
      mend: 'declare the volume, or correct its name',
    }))
}
