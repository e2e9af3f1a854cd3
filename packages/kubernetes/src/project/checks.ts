import { type Finding, isDnsLabel, isQuantity, type ResolvedService } from '@homelab/estate'
import type { Container } from '../workloads/container.ts'
import type { PodWorkload } from '../workloads/pods.ts'
import type { PodVolume } from '../workloads/volumes.ts'
import { isPods, type RenderedWorkload } from './workloads.ts'

/** What types can't say of a workload: names, quantities, and mounts of volumes that its pods have. */
export function checkWorkload(service: ResolvedService, workload: RenderedWorkload): Finding[] {
  return [
    ...checkNamespace(service, workload),
    ...(isPods(workload) ? [...checkPods(service, workload), ...checkPortNames(service)] : []),
    ...(workload.kind === 'postgres' ? quantities(service, { name: 'postgres', ...workload }) : []),
    ...(workload.jobs ?? []).flatMap(({ container, volumes }) => checkContainer(service, container, namesOf(volumes))),
  ]
}

function checkPods(service: ResolvedService, workload: PodWorkload): Finding[] {
  const main: Container = { ...workload.container, name: workload.container.name ?? service.name }
  const containers = [main, ...(workload.sidecars ?? []), ...(workload.initContainers ?? [])]
  const volumes = new Set([...namesOf(workload.volumes), ...(workload.pod?.volumes ?? []).map(({ name }) => name)])
  return containers.flatMap(container => checkContainer(service, container, volumes))
}

function checkContainer(service: ResolvedService, container: Container, volumes: ReadonlySet<string>): Finding[] {
  return [...quantities(service, container), ...mounts(service, container, volumes), ...variables(service, container)]
}

function namesOf(volumes: readonly PodVolume[] = []): ReadonlySet<string> {
  return new Set(volumes.map(({ name }) => name))
}

function checkNamespace({ name: subject, file }: ResolvedService, { namespace }: RenderedWorkload): Finding[] {
  if (isDnsLabel(namespace)) return []
  return [
    {
      code: 'invalid-name',
      where: { subject, path: 'workload.namespace', file },
      problem: 'Kubernetes refuses a namespace of this name',
      got: JSON.stringify(namespace),
      expected: 'at most 63 of a-z, 0-9 and -',
      mend: 'rename it',
    },
  ]
}

/** RFC 6335, as Kubernetes asks it of ports: https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation#IsValidPortName */
function checkPortNames({ name: subject, file, ports }: ResolvedService): Finding[] {
  return Object.keys(ports)
    .filter(name => !(/^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && name.length <= 15))
    .map(name => ({
      code: 'invalid-name',
      where: { subject, path: `ports.${name}`, file },
      problem: 'Kubernetes refuses a port of this name',
      got: JSON.stringify(name),
      expected: 'at most 15 of a-z, 0-9 and single -, one letter at least',
      mend: 'rename it',
    }))
}

/** https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/ */
function variables({ name: subject, file }: ResolvedService, { name, env = {} }: Container): Finding[] {
  return Object.keys(env)
    .filter(variable => !/^[ -<>-~]+$/.test(variable))
    .map(variable => ({
      code: 'invalid-name',
      where: { subject, path: `${name}.env.${variable}`, file },
      problem: 'this is no name of an environment variable',
      got: JSON.stringify(variable),
      expected: 'printable characters of ASCII without =',
      mend: 'rename it',
    }))
}

function quantities(
  { name: subject, file }: ResolvedService,
  { name, resources = {} }: Pick<Container, 'name' | 'resources'>,
): Finding[] {
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
