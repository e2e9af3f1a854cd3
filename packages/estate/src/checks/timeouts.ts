import type { Finding } from '../findings.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'

/** Who waits longer for an answer than until he asks again: the second question goes out beside the first, or never. */
export function checkTimeouts({ services }: ResolvedWithWorkloads): Finding[] {
  return services.flatMap(({ name: subject, file, workload }) =>
    longWaits(workload, 'workload').map(({ path, waits, every }) => ({
      code: 'invalid-schedule',
      where: { subject, path, file },
      problem: 'it waits longer for an answer than until it asks again',
      got: `${waits} s`,
      expected: `at most ${every} s`,
      fix: 'wait shorter, or ask less often',
    })),
  )
}

interface LongWait {
  readonly path: string
  readonly waits: number
  readonly every: number
}

/** @param every how often what the value stands in is started */
function longWaits(value: unknown, path: string, every?: number): readonly LongWait[] {
  if (typeof value !== 'object' || value === null) return []
  const { everySeconds = every, probeIntervalSeconds } = value as Readonly<Record<string, number | undefined>>
  return Object.entries(value).flatMap(([key, member]): readonly LongWait[] => {
    const own = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`
    const limit = { timeoutSeconds: everySeconds, probeTimeoutSeconds: probeIntervalSeconds }[key]
    if (typeof member !== 'number') return longWaits(member, own, everySeconds)
    return limit !== undefined && member > limit ? [{ path: own, waits: member, every: limit }] : []
  })
}
