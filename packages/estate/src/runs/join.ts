import type { ServiceWithWorkload } from '../resolved.ts'
import type { Beside, Runs } from './runs.ts'

/** What one service's runs say of another's place: the namespace of a Secret that stands beside somebody else. */
export function join(services: readonly ServiceWithWorkload[]): readonly ServiceWithWorkload[] {
  const namespaces = new Map(services.map(({ name, runs }) => [name, runs.namespace]))
  const found = <T extends Beside>(entry: T): T => {
    const namespace = entry.beside === undefined ? undefined : namespaces.get(entry.beside)
    return namespace === undefined ? entry : { ...entry, namespace }
  }
  const joined = (runs: Runs): Runs =>
    runs.reads === 'unknown' || runs.reads.every(({ beside }) => beside === undefined)
      ? runs
      : { ...runs, reads: runs.reads.map(found) }
  return services.map(service => ({ ...service, runs: joined(service.runs) }))
}
