import { createHash } from 'node:crypto'
import type { ResolvedService } from '@homelab/estate'
import type { k8s } from 'cdk8s-plus-28'
import { type ServicePort, Workload } from '../constructs/workload.ts'
import type { Container } from '../workloads/container.ts'
import type { PodWorkload } from '../workloads/pods.ts'
import { containerSpec } from './containers.ts'
import type { Job } from './context.ts'
import { neededEnv } from './env.ts'
import { renderIngresses } from './ingress.ts'
import { probeSpec } from './probes.ts'
import { freshId } from './scope.ts'
import { renderDatabaseSecrets, renderSecrets } from './secrets.ts'
import { renderVolumes } from './volumes.ts'

/** A Deployment, StatefulSet or DaemonSet with all that stands around it. */
export function renderPods(job: Job<PodWorkload>): void {
  const { chart, service, workload } = job
  const name = workload.objectName ?? service.name
  const selector = { ...(workload.labels ?? { app: name }) }
  const labels = workload.labelsEverywhere === true ? selector : undefined
  const { volumes, claimTemplates, configHashes } = renderVolumes(job, workload.volumes ?? [], labels)
  const serviceName = workload.serviceName ?? name
  new Workload(chart, freshId(chart, 'workload'), {
    kind: workload.kind,
    name,
    namespace: workload.namespace,
    selector,
    ...(labels === undefined ? {} : { labels }),
    ...(workload.annotations === undefined ? {} : { annotations: workload.annotations }),
    podAnnotations: { ...workload.podAnnotations, ...configAnnotation(configHashes) },
    pod: podSpec(job, volumes),
    ...(workload.strategy === undefined ? {} : { strategy: workload.strategy }),
    ...(workload.revisionHistoryLimit === undefined ? {} : { revisionHistoryLimit: workload.revisionHistoryLimit }),
    claimTemplates,
    service: {
      name: serviceName,
      ...(workload.serviceType === undefined ? {} : { type: workload.serviceType }),
      ports: Object.entries(service.ports).map(([name, port]) => servicePort(name, port)),
    },
  })
  renderSecrets(job)
  renderDatabaseSecrets(job)
  renderIngresses(job, serviceName, workload.ingress)
}

/** Rolls the pods when a file that they read changes; Kubernetes alone would not. */
function configAnnotation(hashes: readonly string[]): Record<string, string> {
  return hashes.length === 0 ? {} : { 'checksum/config': createHash('sha256').update(hashes.join()).digest('hex') }
}

function podSpec(job: Job<PodWorkload>, volumes: readonly k8s.Volume[]): k8s.PodSpec {
  const { service, workload } = job
  const { sidecars = [], initContainers = [], serviceAccount, podSecurity, pod } = workload
  return {
    ...(serviceAccount === undefined
      ? {}
      : { serviceAccountName: serviceAccount.name, automountServiceAccountToken: serviceAccount.token }),
    ...(podSecurity === undefined ? {} : { securityContext: podSecurity }),
    ...(initContainers.length === 0 ? {} : { initContainers: initContainers.map(containerSpec) }),
    containers: [mainContainer(job, service), ...sidecars.map(containerSpec)],
    ...(volumes.length === 0 ? {} : { volumes: [...volumes] }),
    ...pod,
  }
}

function mainContainer(job: Job<PodWorkload>, service: ResolvedService): k8s.Container {
  const { container, unnamedPorts, objectName } = job.workload
  const full: Container = {
    ...container,
    name: container.name ?? objectName ?? service.name,
    env: { ...neededEnv(job), ...container.env },
  }
  const ports = Object.entries(service.ports).map(([name, { port, target }]) => ({
    ...(unnamedPorts === true ? {} : { name }),
    containerPort: target ?? port,
  }))
  const { live, ready } = service.probes ?? {}
  return {
    ...containerSpec(full),
    ...(ports.length === 0 ? {} : { ports }),
    ...(live === undefined ? {} : { livenessProbe: probeSpec(live, service) }),
    ...(ready === undefined ? {} : { readinessProbe: probeSpec(ready, service) }),
  }
}

function servicePort(name: string, { port, target, nodePort }: ResolvedService['ports'][string]): ServicePort {
  return { name, port, targetPort: target ?? port, ...(nodePort === undefined ? {} : { nodePort }) }
}
