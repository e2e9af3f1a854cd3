import type { PodWorkload } from '../workloads/pods.ts'

/** What the pods of a workload carry, and its selectors pick. */
export function podLabels(service: string, { labels, objectName }: PodWorkload): Record<string, string> {
  return { ...(labels ?? { app: objectName ?? service }) }
}

/** https://cloudnative-pg.io/documentation/current/labels_annotations/ */
export function postgresLabels(server: string): Record<string, string> {
  return { 'cnpg.io/cluster': server }
}

/** https://helm.sh/docs/chart_best_practices/labels/ */
export function releaseLabels(release: string): Record<string, string> {
  return { 'app.kubernetes.io/instance': release }
}

/** What the pods of a scheduled job carry. */
export function jobLabels(job: string): Record<string, string> {
  return { app: job }
}

/** As a selector of kubectl. */
export function selectorText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}
