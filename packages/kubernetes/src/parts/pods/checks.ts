import type { Finding, ResolvedService } from '@homelab/estate/model'
import { isLabelKey, isLabelValue } from '@homelab/formats/kubernetes-label'
import { present } from '@homelab/formats/present'
import { hostPathsOf, namesOf } from '../../cluster/checks.ts'
import type { k8s } from '../../k8s.ts'
import type { CheckedContainer, CheckedPod } from '../container/checks.ts'
import type { Container } from '../container/index.ts'
import type { CheckKnown } from '../part.ts'
import { checkBeside } from './beside.ts'
import { checkForgetful } from './forgetful.ts'
import { mainName } from './main.ts'
import { checkMerged } from './merged-pod.ts'
import { type OwnPods, ownPods } from './own.ts'
import { checkSidecars } from './sidecars.ts'
import { checkUses, checkVariables } from './uses.ts'
import type { PodWorkload } from './workload.ts'

/** What types can't say of pods. */
export function checkPods(service: ResolvedService, workload: PodWorkload, known: CheckKnown): Finding[] {
  const all = ownPods(service, workload)
  return [
    ...checkPortNames(service),
    ...checkNodePorts(service, workload),
    ...all.flatMap(own => [...checkLabels(service, own), ...checkMerged(service, own)]),
    ...checkBeside(service, all),
    ...checkUses(service, workload, known),
    ...checkVariables(service, workload, known),
    ...checkForgetful(service, workload),
    ...checkSidecars(service, workload),
  ]
}

/** One of the pods of a service, as any pod is checked. */
export function checkedPod(service: ResolvedService, { workload }: OwnPods): CheckedPod {
  const { sidecars = [], initContainers = [], volumes, pod, podSecurity } = workload
  const main: Container = { ...workload.container, name: mainName(service.name, workload) }
  return {
    containers: [main, ...sidecars, ...initContainers, ...statedIn(pod)],
    volumes: [...namesOf(volumes), ...(pod?.volumes ?? []).map(({ name }) => name)],
    hostPaths: { ...hostPathsOf(volumes), ...Object.fromEntries(statedPaths(pod)) },
    ...present({ security: podSecurity }),
  }
}

function statedPaths({ volumes = [] }: NonNullable<PodWorkload['pod']> = {}): readonly (readonly [string, string])[] {
  return volumes.flatMap(({ name, hostPath }) => (hostPath === undefined ? [] : [[name, hostPath.path] as const]))
}

/** Containers that a workload states as they are. */
function statedIn({ containers = [], initContainers = [] }: NonNullable<PodWorkload['pod']> = {}): CheckedContainer[] {
  return [...containers, ...initContainers].map(({ name, volumeMounts = [], securityContext, resources }) => ({
    name,
    ...present({ security: securityContext }),
    ...present({ resources: memoryLimit(resources) }),
    mounts: Object.fromEntries(
      [...Map.groupBy(volumeMounts, mount => mount.name)].map(([volume, mounts]) => [
        volume,
        mounts.map(({ mountPath }) => ({ path: mountPath })),
      ]),
    ),
  }))
}

function memoryLimit(resources: k8s.ResourceRequirements | undefined): CheckedContainer['resources'] {
  const memory = resources?.limits?.['memory']
  return memory === undefined ? undefined : { limits: { memory: String(memory.value) } }
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
function checkLabels({ name: subject, file }: ResolvedService, own: OwnPods): Finding[] {
  const { labels } = own.workload
  if (labels === undefined) return []
  const wrong = (path: string, problem: string, got: string, expected: string): Finding => ({
    code: 'invalid-name',
    where: { subject, path, file },
    problem,
    got,
    expected,
    fix: 'correct the labels, or leave them out',
  })
  if (Object.keys(labels).length === 0) {
    return [wrong(`${own.path}.labels`, 'no selector can pick its pods', 'no label', 'one label at least')]
  }
  return Object.entries(labels)
    .filter(([key, value]) => !isLabelKey(key) || !isLabelValue(value))
    .map(([key, value]) =>
      wrong(
        `${own.path}.labels.${key}`,
        'Kubernetes refuses this label',
        `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
        'at most 63 letters, digits, -, _ and dots, the first and last no sign; before a key a DNS name and / may stand',
      ),
    )
}

/** https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
function checkNodePorts({ name: subject, file, ports }: ResolvedService, { serviceType }: PodWorkload): Finding[] {
  const opened = Object.entries(ports).filter(([, { nodePort }]) => nodePort !== undefined)
  if (typeof serviceType === 'object' && Object.keys(ports).length === 0)
    return [
      {
        code: 'unread-option',
        where: { subject, path: 'workload.serviceType', file },
        problem: 'it has no port that a load balancer could open',
        fix: 'declare the port in `ports` of the service, or leave the type out',
      },
    ]
  if (serviceType === 'NodePort')
    return opened.length > 0
      ? []
      : [
          {
            code: 'unread-option',
            where: { subject, path: 'workload.serviceType', file },
            problem: 'no port says on which one the nodes open it, and Kubernetes would choose',
            fix: 'say the `nodePort` of a port, or leave the type out',
          },
        ]
  return opened.map(([name]) => ({
    code: 'unread-option',
    where: { subject, path: `ports.${name}`, file },
    problem: 'its Service opens no port of nodes',
    got: typeof serviceType === 'string' ? `serviceType: '${serviceType}'` : (serviceType?.by ?? 'no serviceType'),
    expected: "serviceType: 'NodePort'",
    fix: 'say the type, or leave `nodePort` out',
  }))
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
      fix: 'rename it',
    }))
}
