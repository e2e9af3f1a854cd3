import type { Resolved } from './resolved.ts'

/**
 * The estate as if it never had these services: neither they, nor what they ask of others and others of them. For who
 * reads workloads, and has to go on beside those that are not what their types say.
 */
export function withoutServices(resolved: Resolved, names: ReadonlySet<string>): Resolved {
  if (names.size === 0) return resolved
  const stays = (...services: readonly (string | undefined)[]): boolean =>
    !services.some(service => service !== undefined && names.has(service))
  return {
    ...resolved,
    services: resolved.services.filter(({ name }) => stays(name)),
    routes: resolved.routes.filter(({ service }) => stays(service)),
    flows: resolved.flows.filter(({ from, to }) => stays(from, to)),
    databases: resolved.databases.filter(({ server, service }) => stays(server, service)),
    roles: resolved.roles.filter(({ server, service }) => stays(server, service)),
    scrapes: resolved.scrapes.filter(({ service, by }) => stays(service, by)),
    outsideProbes: resolved.outsideProbes.filter(({ service, by }) => stays(service, by)),
    backups: resolved.backups.filter(entry => stays(entry.service, entry.kind === 'dump' ? entry.server : undefined)),
    waits: resolved.waits.filter(({ from, to }) => stays(from, to)),
    startOrder: resolved.startOrder.filter(name => stays(name)),
    differences: resolved.differences.filter(({ service }) => stays(service)),
  }
}
