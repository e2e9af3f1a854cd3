import type { Mine, Release, Runs, SecretRead } from '@homelab/estate/model'
import { ofCluster } from '../../runs/of-cluster.ts'
import { pickedPods } from '../../runs/picked-pods.ts'
import { entries } from '../../runs/secret-reads.ts'
import type { ChartWorkload } from './workload.ts'

/** Pods of a Helm chart, and what its author says of them. */
export function chartRuns(workload: ChartWorkload, mine: Mine): Runs {
  const { name } = mine.service
  const { namespace, releaseName, path, chart, revision, repository } = workload
  const of = chart ?? path ?? ''
  const runs = ofCluster(workload, mine, {
    whole: false,
    pods: [pickedPods(name, 'chart', namespace, releaseLabels(releaseName))],
    reads: chartReads(name, namespace, workload.reads),
  })
  const release: Release = {
    id: `${name}/release/${of}`,
    part: 'chart',
    of: 'chart',
    name: of,
    revision,
    repository,
  }
  return { ...runs, releases: [release], volumes: 'unknown' }
}

/** https://helm.sh/docs/chart_best_practices/labels/ */
function releaseLabels(release: string): Record<string, string> {
  return { 'app.kubernetes.io/instance': release }
}

/** The Secrets of its namespace that a chart's pods read, as its user says. */
function chartReads(service: string, namespace: string, reads: readonly string[] = []): readonly SecretRead[] {
  return entries(
    service,
    undefined,
    'chart',
    reads.map(name => ({ name, namespace, optional: false, by: 'its chart' })),
  )
}
