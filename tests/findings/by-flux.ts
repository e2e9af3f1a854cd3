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
export function release(props: Partial<Parameters<typeof chart>[0]> = {}): ReturnType<typeof chart> {
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
