import type { Probes } from '@homelab/estate/model'

/** How web servers that are soon up have been asked since February. facts K14, K16, K17, K18 */
export function askedAt(path: string): Probes<'http'> {
  return {
    live: { port: 'http', path, delaySeconds: 10, periodSeconds: 30 },
    ready: { port: 'http', path, delaySeconds: 5, periodSeconds: 10 },
  }
}
