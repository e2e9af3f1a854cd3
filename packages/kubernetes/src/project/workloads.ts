import { type ResolvedService, type Workload, workloadsOf } from '@homelab/estate'
import type { ChartWorkload } from '../workloads/chart.ts'
import type { ExternalApplications } from '../workloads/external.ts'
import type { KustomizationWorkload } from '../workloads/kustomization.ts'
import type { ObjectsWorkload } from '../workloads/objects.ts'
import type { PodWorkload } from '../workloads/pods.ts'
import type { PostgresWorkload } from '../workloads/postgres.ts'
import type { Job } from './context.ts'
import { renderIngresses } from './ingress.ts'
import { renderPods } from './pods.ts'
import { renderPostgres } from './postgres.ts'
import { renderSecrets } from './secrets.ts'

/** The workloads that are rendered for a cluster. */
export type RenderedWorkload = PodWorkload | PostgresWorkload | ChartWorkload | ObjectsWorkload | KustomizationWorkload

const ofCluster = workloadsOf<RenderedWorkload>(
  'deployment',
  'stateful-set',
  'daemon-set',
  'postgres',
  'chart',
  'objects',
  'kustomization',
)

export function isRendered(workload: Workload): workload is RenderedWorkload {
  return ofCluster(workload) && workload.at.kind === 'cluster'
}

export function isPods(workload: RenderedWorkload): workload is PodWorkload {
  return workload.kind === 'deployment' || workload.kind === 'stateful-set' || workload.kind === 'daemon-set'
}

/** The Applications of an external service, where it is one of a cluster. */
export function externalOf({ workload }: ResolvedService): ExternalApplications | undefined {
  return workload.kind === 'external' && 'applications' in workload ? (workload as ExternalApplications) : undefined
}

/** Renders what is particular to the kind. */
export function renderWorkload(job: Job<RenderedWorkload>): void {
  const { workload } = job
  switch (workload.kind) {
    case 'deployment':
    case 'stateful-set':
    case 'daemon-set':
      renderPods({ ...job, workload })
      return
    case 'postgres':
      renderPostgres({ ...job, workload })
      return
    case 'kustomization':
    case 'chart':
    case 'objects':
      renderSecrets({ ...job, workload })
      renderIngresses(job, workload.serviceName ?? job.service.name, workload.ingress)
      return
  }
}
