import { lookup, type Resolved, type ResolvedService } from '@homelab/estate'
import type { Check } from '../check.ts'
import { isChart, isExternalOfCluster, isPods, isPostgres } from '../workloads.ts'

/** The pods of a service, by the labels that are rendered for them. */
export function podChecks(resolved: Resolved, service: ResolvedService): readonly Check[] {
  const { name, workload } = service
  const cluster = lookup(resolved).cluster(workload.at.name)
  const labels = labelsOf(service)
  if (cluster === undefined || labels === undefined || !('namespace' in workload)) return []
  const namespace = String(workload.namespace)
  const { context } = cluster
  return [
    {
      service: name,
      what: 'pods',
      where: `${cluster.name} ${namespace} ${printLabels(labels)}`,
      ask: { kind: 'pods', context, namespace, labels },
    },
  ]
}

/** As a selector of kubectl. */
function printLabels(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}

/** Undefined where a service has no pods of its own, or where what runs is upstream's and carries labels of its choice. */
function labelsOf({ name, workload }: ResolvedService): Readonly<Record<string, string>> | undefined {
  if (isPods(workload)) return workload.labels ?? { app: workload.objectName ?? name }
  // https://cloudnative-pg.io/documentation/current/labels_annotations/
  if (isPostgres(workload)) return { 'cnpg.io/cluster': name }
  // https://helm.sh/docs/chart_best_practices/labels/
  if (isChart(workload)) return { 'app.kubernetes.io/instance': workload.releaseName }
  if (isExternalOfCluster(workload)) return workload.pods
  return undefined
}
