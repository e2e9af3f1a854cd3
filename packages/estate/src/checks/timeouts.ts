import type { Finding } from '../findings.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { type Keys, labelOf } from '../state/keys.ts'

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

/** How often something is asked or done: in whole seconds, and with a pause. */
export function checkIntervals({ services }: ResolvedWithWorkloads): Finding[] {
  return services.flatMap(({ name: subject, file, workload }) =>
    intervalsIn(workload, ['workload']).map(({ way, seconds }) => ({
      code: 'invalid-schedule',
      where: { subject, path: labelOf(way), keys: way, file },
      problem: 'nothing is done so often',
      got: `${seconds} s`,
      expected: 'a whole number above zero',
      fix: 'correct the seconds',
    })),
  )
}

/** What a number means in the values of a chart, or in a file of a program's own, nobody here knows: settings of slots are ours. */
function intervalsIn(
  value: unknown,
  way: Keys,
  isOurs = false,
): readonly { readonly way: Keys; readonly seconds: number }[] {
  if (typeof value === 'number')
    return isOurs && /intervalSeconds$/i.test(String(way.at(-1))) && !(Number.isInteger(value) && value > 0)
      ? [{ way, seconds: value }]
      : []
  if (typeof value !== 'object' || value === null) return []
  const isSlot = 'kind' in value && value.kind === 'slot'
  return Object.entries(value).flatMap(([key, member]) =>
    intervalsIn(member, [...way, Array.isArray(value) ? Number(key) : key], isOurs || isSlot),
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
