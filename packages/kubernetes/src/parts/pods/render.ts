import { createHash } from 'node:crypto'
import type { ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Rendering } from '../../cluster/context.ts'
import { podDefaults } from '../../cluster/pod-defaults.ts'
import { freshId } from '../../cluster/scope.ts'
import { type ServicePort, Workload } from '../../constructs/workload.ts'
import type { k8s } from '../../k8s.ts'
import { neededEnv } from '../container/env.ts'
import type { Container, Sidecar } from '../container/index.ts'
import { probesOf } from '../container/probes.ts'
import { containerSpec } from '../container/render.ts'
import { balanced } from '../load-balancer/render.ts'
import type { ClusterRenderer } from '../part.ts'
import { renderBudget, rolloutSpec, spreadSpec } from '../replicas/render.ts'
import { beforePods, renderDatabaseSecrets, renderLoginSecrets, renderSecrets } from '../secret/render.ts'
import { renderIngresses, renderTailnetServices } from '../tailnet/render.ts'
import { renderVolumes } from '../volume/render.ts'
import { checkPods, mainPod } from './checks.ts'
import { mainName, podLabels } from './main.ts'
import { configAnnotation, mergedPod } from './merged-pod.ts'
import { mainPorts } from './sidecars.ts'
import { takenByPods } from './uses.ts'
import type { PodWorkload } from './workload.ts'

/** A Deployment, StatefulSet or DaemonSet with all that stands around it. */
export const podsRenderer: ClusterRenderer<PodWorkload> = {
  render: renderPods,
  checks: checkPods,
  pods: (service, workload) => [mainPod(service, workload)],
  takes: takenByPods,
}

function renderPods(rendering: Rendering<PodWorkload>): void {
  const { chart, service, workload } = rendering
  const name = workload.objectName ?? service.name
  const selector = podLabels(service.name, workload)
  const labels = workload.labelled === undefined ? undefined : selector
  const everywhere = workload.labelled === 'everywhere' ? selector : undefined
  const { volumes, claimTemplates, configHashes } = renderVolumes(rendering, workload.volumes ?? [], everywhere)
  const serviceName = workload.serviceName ?? name
  const { serviceType } = workload
  new Workload(chart, freshId(chart, 'workload'), {
    kind: workload.kind,
    name,
    namespace: workload.namespace,
    selector,
    ...present({ labels, annotations: workload.annotations }),
    podAnnotations: { ...workload.podAnnotations, ...checksum(configHashes) },
    pod: podSpec(rendering, volumes),
    ...present({ replicas: workload.replicas, revisionHistoryLimit: workload.revisionHistoryLimit }),
    ...(workload.strategy !== undefined && { strategy: rolloutSpec(workload.strategy) }),
    claimTemplates,
    service: {
      name: serviceName,
      ...serviceSpec(serviceType),
      ...present({ labels: everywhere }),
      ports:
        serviceType === 'none'
          ? []
          : Object.entries(service.ports).map(([id, port]) => servicePort(id, port, workload)),
    },
  })
  renderBudget(rendering, workload, { name, selector })
  const marks = beforePods(rendering)
  renderSecrets(rendering, marks)
  renderDatabaseSecrets(rendering, marks)
  renderLoginSecrets(rendering, workload.clients, marks)
  renderIngresses(rendering, serviceName, workload.ingress)
  renderTailnetServices(rendering, serviceName, selector)
}

function serviceSpec(type: PodWorkload['serviceType']): Partial<ReturnType<typeof balanced>> {
  if (type === undefined || type === 'none') return {}
  return typeof type === 'string' ? { spec: { type } } : balanced(type)
}

function checksum(hashes: readonly string[]): Record<string, string> {
  return hashes.length === 0 ? {} : { [configAnnotation]: createHash('sha256').update(hashes.join()).digest('hex') }
}

function podSpec(rendering: Rendering<PodWorkload>, volumes: readonly k8s.Volume[]): k8s.PodSpec {
  const { service, workload } = rendering
  const { sidecars = [], initContainers = [], podSecurity, pod } = workload
  const withNeeds = (container: Container): k8s.Container =>
    containerSpec({ ...container, env: { ...neededEnv(rendering, container.name), ...container.env } })
  const own: k8s.PodSpec = {
    ...podDefaults(workload.serviceAccount),
    ...present({ securityContext: podSecurity }),
    ...(initContainers.length > 0 && { initContainers: initContainers.map(withNeeds) }),
    containers: [
      mainContainer(rendering, service),
      ...sidecars.map(each => ({ ...withNeeds(each), ...answering(rendering, each) })),
    ],
    ...(volumes.length > 0 && { volumes: [...volumes] }),
    ...spreadSpec(workload.spread, podLabels(service.name, workload)),
  }
  return mergedPod(own, pod)
}

function mainContainer(rendering: Rendering<PodWorkload>, service: ResolvedService): k8s.Container {
  const { container, unnamedPorts } = rendering.workload
  const full: Container = {
    ...container,
    name: mainName(service.name, rendering.workload),
    env: { ...neededEnv(rendering, undefined, rendering.workload.clients), ...container.env },
  }
  return {
    ...containerSpec(full),
    ...portsOf(service, mainPorts(service, rendering.workload), unnamedPorts !== true),
    ...probesOf(service.probes ?? {}, service),
  }
}

/** What a sidecar has of the ports of its service, and how it is asked. */
function answering(
  { service }: Rendering<PodWorkload>,
  { answers = [], probes = {} }: Sidecar,
): Partial<k8s.Container> {
  return { ...portsOf(service, answers, true), ...probesOf(probes, service) }
}

function portsOf(service: ResolvedService, names: readonly string[], named: boolean): Pick<k8s.Container, 'ports'> {
  const ports = names.flatMap(name => {
    const found = service.ports[name]
    if (found === undefined) return []
    const { protocol, port, target = port } = found
    return [{ ...(named && { name }), containerPort: target, ...(protocol === 'udp' && { protocol: 'UDP' }) }]
  })
  return ports.length === 0 ? {} : { ports }
}

function servicePort(
  name: string,
  { protocol: spoken, port, target, nodePort }: ResolvedService['ports'][string],
  { namedTargets }: PodWorkload,
): ServicePort {
  const targetPort = namedTargets === true ? name : (target ?? port)
  const protocol = spoken === 'udp' ? 'UDP' : 'TCP'
  return { name, port, targetPort, protocol, ...present({ nodePort }) }
}
