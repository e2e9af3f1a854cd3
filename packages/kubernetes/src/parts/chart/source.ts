import type { ChartWorkload } from './workload.ts'

/** Where a chart is taken from. */
export type ChartSource =
  | { readonly by: 'git'; readonly path: string }
  | { readonly by: 'repository' | 'registry'; readonly chart: string }

export function chartSource({ repository, path = '', chart: name }: ChartWorkload): ChartSource {
  if (name === undefined) return { by: 'git', path }
  return { by: repository.startsWith('oci://') ? 'registry' : 'repository', chart: name }
}
