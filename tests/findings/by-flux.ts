import { chart, flux } from '@homelab/kubernetes'
import { kind } from './parts.ts'

/** The cluster of the fixtures, for what Flux alone would stumble over. */
export const byFlux: typeof kind = {
  ...kind,
  delivery: flux({
    version: 'v2.9.5',
    namespace: 'flux-system',
    root: 'root',
    intervalSeconds: 600,
    sync: 'by-itself',
  }),
}

/** A chart that is right in every way. */
export function release(
  props: Partial<Extract<Parameters<typeof chart>[0], { readonly path: string }>> = {},
): ReturnType<typeof chart> {
  return chart({
    at: byFlux,
    namespace: 'apps',
    repository: 'https://git.example.com/charts.git',
    revision: 'v1.0.0',
    path: 'charts/one',
    releaseName: 'one',
    values: {},
    ...props,
  })
}

type Named = Extract<Parameters<typeof chart>[0], { readonly chart: string }>

/** The same, by its name in a chart repository. */
export function named(props: Partial<Named> = {}): ReturnType<typeof chart> {
  return chart({
    at: byFlux,
    namespace: 'apps',
    repository: 'https://charts.example.com/stable',
    chart: 'one',
    revision: '1.2.0',
    releaseName: 'one',
    values: {},
    ...props,
  })
}
