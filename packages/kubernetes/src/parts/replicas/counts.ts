import type { PodCount } from './index.ts'

/** How Kubernetes counts pods where a share of them is said. */
export function podsIn(amount: unknown, of: number, round: 'up' | 'down'): number | undefined {
  if (typeof amount === 'number') return Number.isInteger(amount) && amount >= 0 ? amount : undefined
  const [, share] = /^(\d+)%$/.exec(String(amount)) ?? []
  if (share === undefined) return undefined
  return Math[round === 'up' ? 'ceil' : 'floor']((Number(share) * of) / 100)
}

/** Of a Deployment: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable */
const quarter: PodCount = '25%'

/**
 * How many pods of a Deployment answer at least while it rolls. Where both amounts come to nothing, one pod may be away all
 * the same: else it could not begin.
 */
export function answeringOf(replicas: number, { surge = quarter, unavailable = quarter }: Amounts): number {
  const above = podsIn(surge, replicas, 'up') ?? 0
  const away = podsIn(unavailable, replicas, 'down') ?? 0
  return Math.max(0, replicas - (above === 0 && away === 0 ? 1 : away))
}

interface Amounts {
  readonly surge?: unknown
  readonly unavailable?: unknown
}
