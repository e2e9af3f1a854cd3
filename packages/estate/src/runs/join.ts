import { present } from '@homelab/formats/present'
import type { ServiceWithWorkload } from '../resolved.ts'
import type { Identity, Right } from './access.ts'
import type { Beside } from './delivered-secrets.ts'
import type { Maybe } from './entry.ts'
import { known } from './known.ts'
import type { Runs } from './runs.ts'

/**
 * What one service's runs have to do with another's: the namespace of a Secret that stands beside somebody else, or of the right
 * to read it, and who collects what it writes.
 */
export function join(services: readonly ServiceWithWorkload[]): readonly ServiceWithWorkload[] {
  const namespaces = new Map(services.map(({ name, runs }) => [name, runs.namespace]))
  const collectors = new Map(
    services.toReversed().flatMap(({ name, at, collects }) => (collects.includes('logs') ? [[placeOf(at), name]] : [])),
  )
  const namespaceOf = (beside: string | undefined): string | undefined =>
    beside === undefined ? undefined : namespaces.get(beside)
  const found = <T extends Beside>(entry: T): T => ({ ...entry, ...present({ namespace: namespaceOf(entry.beside) }) })
  const placed = (right: Right): Right => ({ ...right, ...present({ within: namespaceOf(right.beside) }) })
  const joined = (runs: Runs, collector: string | undefined): Runs => ({
    ...runs,
    ...(known(runs.reads).some(({ beside }) => beside !== undefined) && { reads: each(runs.reads, found) }),
    ...(known(runs.identities).some(isBeside) && {
      identities: each(runs.identities, identity =>
        isBeside(identity) ? { ...identity, rights: each(identity.rights, placed) } : identity,
      ),
    }),
    ...(collector !== undefined && { logs: each(runs.logs, log => ({ ...log, collector })) }),
  })
  return services.map(service => ({ ...service, runs: joined(service.runs, collectors.get(placeOf(service.at))) }))
}

function isBeside({ rights }: Identity): boolean {
  return known(rights).some(({ beside }) => beside !== undefined)
}

function each<T>(entries: Maybe<readonly T[]>, change: (entry: T) => T): Maybe<readonly T[]> {
  return entries === 'unknown' ? entries : entries.map(change)
}

function placeOf({ kind, name }: ServiceWithWorkload['at']): string {
  return `${kind} ${name}`
}
