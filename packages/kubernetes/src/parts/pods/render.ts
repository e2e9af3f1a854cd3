import { createHash } from 'node:crypto'
import type { ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Rendering } from '../../cluster/context.ts'
import { podDefaults } from '../../cluster/pod-defaults.ts'
import { freshId } from '../../cluster/scope.ts'
import { type ServicePort, Workload } from '../../constructs/workload.ts'
import type { Stages } from '../../delivery/contract.ts'
import type { k8s } from '../../k8s.ts'
import { neededEnv } from '../container/env.ts'
import type { Container, Sidecar } from '../container/index.ts'
import { probesOf } from '../container/probes.ts'
import { containerSpec } from '../container/render.ts'
import { stagesOf } from '../job/stages.ts'
import { balanced } from '../load-balancer/render.ts'
import type { ClusterRenderer } from '../part.ts'
import { renderBudget, rolloutSpec, scaledBy, spreadSpec } from '../replicas/render.ts'
import { beforePods, renderDatabaseSecrets, renderLoginSecrets, renderSecret, renderSecrets } from '../secret/render.ts'
import { renderIngresses, renderTailnetServices } from '../tailnet/render.ts'
import { tileSecrets } from '../tiles/secrets.ts'
import { renderVolumes } from '../volume/render.ts'
import { checkedPod, checkPods } from './checks.ts'
import { kinds, mainName, podLabels } from './main.ts'
import { configAnnotation, mergedPod } from './merged-pod.ts'
import { hasNeeds, type OwnPods, ownPods } from './own.ts'
import { mainPorts } from './sidecars.ts'
import { takenByPods } from './uses.ts'
import type { PodWorkload } from './workload.ts'

type Annotations = Readonly<Record<string, string>>

/** A Deployment, StatefulSet or DaemonSet with all that stands around it. */
export const podsRenderer: ClusterRenderer<PodWorkload> = {
  render: renderPods,
  checks: checkPods,
  pods: (service, workload) => ownPods(service, workload).map(own => checkedPod(service, own)),
  takes: takenByPods,
}

function renderPods(rendering: Rendering<PodWorkload>): void {
  const { service, workload } = rendering
  const all = ownPods(service, workload)
  const stages = stagesOf(rendering)
  const isScaled = scaledBy(workload.objects)
  for (const own of all) {
    const counted = isScaled(kinds[own.workload.kind].kind, own.name) ? 'counted' : undefined
    renderOwn({ ...rendering, workload: own.workload }, own, stages, counted)
  }
  const marks = beforePods(rendering)
  renderSecrets(rendering, marks)
  renderDatabaseSecrets(rendering, marks)
  renderLoginSecrets(rendering, workload.clients, marks)
  for (const secret of tileSecrets(workload.tiles, rendering.context.find.tilesAt(service.name)))
    renderSecret(rendering, secret, marks)
  const serviceName = workload.serviceName ?? workload.objectName ?? service.name
  const behind = all.flatMap(own => own.answers.map(port => [port, own.serviceName] as const))
  renderIngresses(rendering, serviceName, workload.ingress, Object.fromEntries(behind))
  for (const { answers, workload: own } of all)
    renderTailnetServices(rendering, serviceName, podLabels(service.name, own), { answers })
}

/** What makes some of the pods, with the Service before them. */
function renderOwn(
  rendering: Rendering<PodWorkload>,
  own: OwnPods,
  stages: Partial<Stages>,
  counted?: 'counted',
): void {
  const { chart, service, workload } = rendering
  const { name, serviceName } = own
  const selector = podLabels(service.name, workload)
  const labels = workload.labelled === undefined ? undefined : selector
  const everywhere = workload.labelled === 'everywhere' ? selector : undefined
  const { volumes, claimTemplates, configHashes } = renderVolumes(rendering, workload.volumes ?? [], everywhere)
  const ports = own.answers.flatMap(id => {
    const port = service.ports[id]
    return port === undefined ? [] : [servicePort(id, port, workload)]
  })
  new Workload(chart, freshId(chart, `workload ${name}`), {
    kind: workload.kind,
    name,
    namespace: workload.namespace,
    selector,
    ...present({ labels, annotations: marked(workload.annotations, stages) }),
    podAnnotations: { ...workload.podAnnotations, ...checksum(configHashes) },
    pod: podSpec(rendering, own, volumes),
    ...present({
      replicas: workload.replicas ?? counted,
      revisionHistoryLimit: workload.revisionHistoryLimit,
    }),
    ...(workload.strategy !== undefined && { strategy: rolloutSpec(workload.strategy) }),
    claimTemplates,
    service: {
      name: serviceName,
      ...serviceSpec(workload.serviceType, ports),
      ...present({ labels: everywhere }),
      ports: workload.serviceType === 'none' ? [] : ports,
    },
  })
  renderBudget(rendering, workload, { name, selector })
}

function marked(said: Annotations | undefined, { pods }: Partial<Stages>): Annotations | undefined {
  return said === undefined || pods === undefined ? (said ?? pods) : { ...said, ...pods }
}

function serviceSpec(
  type: PodWorkload['serviceType'],
  ports: readonly ServicePort[],
): Partial<ReturnType<typeof balanced>> {
  if (type === undefined || type === 'none') return {}
  // Of a port that nobody chose Kubernetes would choose one.
  if (type === 'NodePort' && ports.every(({ nodePort }) => nodePort === undefined)) return {}
  return typeof type === 'string' ? { spec: { type } } : balanced(type)
}

function checksum(hashes: readonly string[]): Record<string, string> {
  return hashes.length === 0 ? {} : { [configAnnotation]: createHash('sha256').update(hashes.join()).digest('hex') }
}

function podSpec(rendering: Rendering<PodWorkload>, own: OwnPods, volumes: readonly k8s.Volume[]): k8s.PodSpec {
  const { service, workload } = rendering
  const { sidecars = [], initContainers = [], podSecurity, pod } = workload
  const withNeeds = (container: Container): k8s.Container =>
    containerSpec({ ...container, env: { ...neededEnv(rendering, container.name), ...container.env } })
  const made: k8s.PodSpec = {
    ...podDefaults(workload.serviceAccount),
    ...present({ securityContext: podSecurity }),
    ...(initContainers.length > 0 && { initContainers: initContainers.map(withNeeds) }),
    containers: [
      mainContainer(rendering, own),
      ...sidecars.map(each => ({ ...withNeeds(each), ...answering(rendering, each) })),
    ],
    ...(volumes.length > 0 && { volumes: [...volumes] }),
    ...spreadSpec(workload.spread, podLabels(service.name, workload)),
  }
  return mergedPod(made, pod)
}

function mainContainer(rendering: Rendering<PodWorkload>, own: OwnPods): k8s.Container {
  const { service, workload } = rendering
  const { container, unnamedPorts } = workload
  const { beside } = own
  const name = mainName(service.name, workload)
  const full: Container = {
    ...container,
    name,
    env: {
      ...(hasNeeds(own) && neededEnv(rendering, undefined, workload)),
      ...(beside !== undefined && neededEnv(rendering, name)),
      ...container.env,
    },
  }
  return {
    ...containerSpec(full),
    ...portsOf(service, mainPorts(own), unnamedPorts !== true),
    ...probesOf((beside === undefined ? service.probes : beside.probes) ?? {}, service),
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
