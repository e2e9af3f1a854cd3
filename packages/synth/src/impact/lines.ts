import type { Impact, Lost, Restorable } from './impact.ts'

/** What follows, a claim a line: what tests compare, and what `grep` finds. */
export function impactLines({ stops, degrades, later, unknown, alerts, data, first }: Impact): readonly string[] {
  const each = (word: string, all: readonly Lost[]): readonly string[] =>
    all.flatMap(({ service, what }) => what.map(clause => `${word} ${service}: ${clause}`))
  return [
    ...stops.map(({ service, because }) => `stops ${service}: ${because}`),
    ...each('degrades', degrades),
    ...each('later', later),
    ...each('unknown', unknown),
    ...alerts.told.map(
      ({ alert, severity, service, by }) => `told ${alert} ${severity} ${service} by ${by.join(', ')}`,
    ),
    ...alerts.silent.map(({ alert, service, why }) => `silent ${alert} ${service}: ${why}`),
    ...alerts.outside.map(
      ({ service, to, everyMinutes }) => `outside ${service}: its heartbeat, every ${everyMinutes} minutes, by ${to}`,
    ),
    ...data.restorable.map(one => `restorable ${one.service} ${one.holds}: ${fromWhere(one)}`),
    ...data.lost.map(({ service, holds, why }) => `lost ${service} ${holds}: ${why}`),
    ...first.map((what, index) => `first ${index + 1}: ${what}`),
  ]
}

/** Where a copy lies, and how old it may be. */
export function fromWhere({ repository, on, oldestSeconds }: Omit<Restorable, 'service' | 'holds'>): string {
  const where = on === undefined ? ' (where that lies nobody states)' : ` on ${on}`
  const age = oldestSeconds === undefined ? '' : `, at most ${Math.ceil(oldestSeconds / 3600)} hours old`
  return `from ${repository}${where}${age}`
}
