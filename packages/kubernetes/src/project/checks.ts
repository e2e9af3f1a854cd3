import { type Finding, isDnsLabel, isPort, isQuantity, type ResolvedRoute, type ResolvedService } from '@homelab/estate'
import type { Container } from '../workloads/container.ts'
import type { PodWorkload } from '../workloads/pods.ts'
import type { PostgresWorkload } from '../workloads/postgres.ts'
import type { PodVolume } from '../workloads/volumes.ts'
import { checkCustomObjects } from './custom-objects.ts'
import { checkMerged } from './merged-pod.ts'
import { type CheckedContainer, type CheckedPod, checkLimits, checkPod } from './pod-checks.ts'
import { mainName } from './pods.ts'
import { isPods, type RenderedWorkload } from './workloads.ts'

const word = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?'
const labelKey = new RegExp(`^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?${word}$`)
const labelValue = new RegExp(`^(${word})?$`)

/** What types can't say of a workload: names, quantities, and mounts of volumes that its pods have. */
export function checkWorkload(
  service: ResolvedService,
  workload: RenderedWorkload,
  routes: readonly ResolvedRoute[],
): Finding[] {
  return [
    ...checkNamespace(service, workload),
    ...checkCustomObjects(service, workload),
    ...checkRoutes(service, workload, routes),
    ...(isPods(workload)
      ? [...checkPortNames(service), ...checkLabels(service, workload), ...checkMerged(service, workload)]
      : []),
    ...(workload.kind === 'postgres' ? checkAmounts(service, { name: 'postgres', ...workload }) : []),
    ...podsOf(service, workload).flatMap(pod => [
      ...checkPod(service, pod),
      ...pod.containers.flatMap(container => checkContainer(service, container, new Set(pod.volumes))),
    ]),
  ]
}

/** The pods of a workload, and those of its jobs. */
function podsOf(service: ResolvedService, workload: RenderedWorkload): readonly CheckedPod[] {
  const jobs = (workload.jobs ?? []).map(({ container, volumes }) => ({
    containers: [container],
    volumes: namesOf(volumes),
  }))
  if (!isPods(workload)) return jobs
  const { sidecars = [], initContainers = [], volumes, pod } = workload
  const main: Container = { ...workload.container, name: mainName(service, workload) }
  const own = {
    containers: [main, ...sidecars, ...initContainers, ...statedIn(pod)],
    volumes: [...namesOf(volumes), ...(pod?.volumes ?? []).map(({ name }) => name)],
  }
  return [own, ...jobs]
}

/** Containers that a workload states as they are. */
function statedIn({ containers = [], initContainers = [] }: NonNullable<PodWorkload['pod']> = {}): CheckedContainer[] {
  return [...containers, ...initContainers].map(({ name, volumeMounts = [] }) => ({
    name,
    mounts: Object.fromEntries(
      [...Map.groupBy(volumeMounts, mount => mount.name)].map(([volume, mounts]) => [
        volume,
        mounts.map(({ mountPath }) => ({ path: mountPath })),
      ]),
    ),
  }))
}

function checkContainer(
  service: ResolvedService,
  container: CheckedContainer,
  volumes: ReadonlySet<string>,
): Finding[] {
  return [...checkAmounts(service, container), ...mounts(service, container, volumes), ...variables(service, container)]
}

function namesOf(volumes: readonly PodVolume[] = []): readonly string[] {
  return volumes.map(({ name }) => name)
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
function checkLabels({ name: subject, file }: ResolvedService, { labels }: PodWorkload): Finding[] {
  if (labels === undefined) return []
  const wrong = (path: string, problem: string, got: string, expected: string): Finding => ({
    code: 'invalid-name',
    where: { subject, path, file },
    problem,
    got,
    expected,
    mend: 'correct the labels, or leave them out',
  })
  if (Object.keys(labels).length === 0) {
    return [wrong('workload.labels', 'no selector can pick its pods', 'no label', 'one label at least')]
  }
  return Object.entries(labels)
    .filter(([key, value]) => !labelKey.test(key) || !labelValue.test(value))
    .map(([key, value]) =>
      wrong(
        `workload.labels.${key}`,
        'Kubernetes refuses this label',
        `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
        'at most 63 letters, digits, -, _ and dots, the first and last no sign; before a key a DNS name and / may stand',
      ),
    )
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

/** Ways in over the tailnet for which nothing is rendered. */
function checkRoutes(
  service: ResolvedService,
  workload: RenderedWorkload,
  routes: readonly ResolvedRoute[],
): Finding[] {
  const own = routes.filter(({ kind }) => kind === 'tailnet')
  if (workload.kind === 'postgres') return checkMetricsRoute(service, workload, own)
  if (isPods(workload)) return []
  return own
    .filter(({ protocol }) => protocol === 'tcp')
    .map(({ port }) => ({
      code: 'unreachable-route',
      where: { subject: service.name, path: 'routes.tailnet', file: service.file },
      problem: 'the pods behind this port are not of our making, so no endpoint can pick them',
      got: port,
      mend: 'state the endpoint among its objects or values and declare it as a device, and remove the route',
    }))
}

function checkMetricsRoute(
  { name: subject, file, ports: { metrics } }: ResolvedService,
  { metricsThrough }: PostgresWorkload,
  routes: readonly ResolvedRoute[],
): Finding[] {
  if (metrics === undefined || metricsThrough === undefined) return []
  const route = routes.find(({ port }) => port === 'metrics')
  if (route?.protocol === 'tcp' && route.listen === metrics.port) return []
  // That it listens on no port is a finding already.
  if (route !== undefined && !isPort(route.listen)) return []
  return [
    {
      code: 'unreachable-route',
      where: { subject, path: 'workload.metricsThrough', file },
      problem: 'the metrics have no endpoint in the tailnet on the port that is scraped',
      ...(route === undefined ? {} : { got: `${route.protocol} ${route.listen}` }),
      expected: `a tailnet route of port metrics that listens on ${metrics.port}`,
      mend: 'say `listen` in the route, or leave out metricsThrough',
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
function variables({ name: subject, file }: ResolvedService, { name, env = {} }: CheckedContainer): Finding[] {
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

function checkAmounts(service: ResolvedService, amounts: Pick<Container, 'name' | 'resources'>): Finding[] {
  return [...quantities(service, amounts), ...checkLimits(service, amounts)]
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
      mend: 'declare the volume, or correct its name',
    }))
}
