import { createHash } from 'node:crypto'
import type { ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { k8s } from 'cdk8s-plus-28'
import type { Job } from '../../cluster/context.ts'
import { podDefaults } from '../../cluster/pod-defaults.ts'
import { freshId } from '../../cluster/scope.ts'
import { type ServicePort, Workload } from '../../constructs/workload.ts'
import { neededEnv } from '../container/env.ts'
import type { Container } from '../container/index.ts'
import { probeSpec } from '../container/probes.ts'
import { containerSpec } from '../container/render.ts'
import type { ClusterRenderer } from '../part.ts'
import { beforePods, renderDatabaseSecrets, renderSecrets } from '../secret/render.ts'
import { renderIngresses, renderTailnetServices } from '../tailnet/render.ts'
import { renderVolumes } from '../volume/render.ts'
import { checkPods, mainPod } from './checks.ts'
import { mainName, podLabels } from './main.ts'
import { configAnnotation, mergedPod } from './merged-pod.ts'
import { takenByPods } from './uses.ts'
import type { PodWorkload } from './workload.ts'

/** A Deployment, StatefulSet or DaemonSet with all that stands around it. */
export const podsRenderer: ClusterRenderer<PodWorkload> = {
  render: renderPods,
  checks: checkPods,
  pods: (service, workload) => [mainPod(service, workload)],
  takes: takenByPods,
}

function renderPods(job: Job<PodWorkload>): void {
  const { chart, service, workload } = job
  const name = workload.objectName ?? service.name
  const selector = podLabels(service.name, workload)
  const labels = workload.labelled === undefined ? undefined : selector
  const everywhere = workload.labelled === 'everywhere' ? selector : undefined
  const { volumes, claimTemplates, configHashes } = renderVolumes(job, workload.volumes ?? [], everywhere)
  const serviceName = workload.serviceName ?? name
  const { serviceType } = workload
  new Workload(chart, freshId(chart, 'workload'), {
    kind: workload.kind,
    name,
    namespace: workload.namespace,
    selector,
    ...present({ labels, annotations: workload.annotations }),
    podAnnotations: { ...workload.podAnnotations, ...checksum(configHashes) },
    pod: podSpec(job, volumes),
    ...present({ strategy: workload.strategy, revisionHistoryLimit: workload.revisionHistoryLimit }),
    claimTemplates,
    service: {
      name: serviceName,
      ...(serviceType !== undefined && serviceType !== 'none' && { type: serviceType }),
      ...present({ labels: everywhere }),
      ports:
        serviceType === 'none'
          ? []
          : Object.entries(service.ports).map(([id, port]) => servicePort(id, port, workload)),
    },
  })
  const marks = beforePods(job)
  renderSecrets(job, marks)
  renderDatabaseSecrets(job, marks)
  renderIngresses(job, serviceName, workload.ingress)
  renderTailnetServices(job, serviceName, selector)
}

function checksum(hashes: readonly string[]): Record<string, string> {
  return hashes.length === 0 ? {} : { [configAnnotation]: createHash('sha256').update(hashes.join()).digest('hex') }
}

function podSpec(job: Job<PodWorkload>, volumes: readonly k8s.Volume[]): k8s.PodSpec {
  const { service, workload } = job
  const { sidecars = [], initContainers = [], podSecurity, pod } = workload
  const withNeeds = (container: Container): k8s.Container =>
    containerSpec({ ...container, env: { ...neededEnv(job, container.name), ...container.env } })
  const own: k8s.PodSpec = {
    ...podDefaults(workload.serviceAccount),
    ...present({ securityContext: podSecurity }),
    ...(initContainers.length > 0 && { initContainers: initContainers.map(withNeeds) }),
    containers: [mainContainer(job, service), ...sidecars.map(withNeeds)],
    ...(volumes.length > 0 && { volumes: [...volumes] }),
  }
  return mergedPod(own, pod)
}

function mainContainer(job: Job<PodWorkload>, service: ResolvedService): k8s.Container {
  const { container, unnamedPorts } = job.workload
  const full: Container = {
    ...container,
    name: mainName(service.name, job.workload),
    env: { ...neededEnv(job), ...container.env },
  }
  const ports = Object.entries(service.ports).map(([name, { protocol, port, target }]) => ({
    ...(unnamedPorts !== true && { name }),
    containerPort: target ?? port,
    ...(protocol === 'udp' && { protocol: 'UDP' }),
  }))
  const { live, ready } = service.probes ?? {}
  return {
    ...containerSpec(full),
    ...(ports.length > 0 && { ports }),
    ...(live !== undefined && { livenessProbe: probeSpec(live, service) }),
    ...(ready !== undefined && { readinessProbe: probeSpec(ready, service) }),
  }
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
