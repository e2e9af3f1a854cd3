import type { Facts } from './facts.ts'

/** A server of databases runs, or somebody has one on it. */
export function hasDatabases({ resolved: { databases, services } }: Pick<Facts, 'resolved'>): boolean {
  return databases.length > 0 || services.some(({ runs }) => runs.databaseServer !== undefined)
}
