import type { Host } from './place.ts'
import type { Resolved, ResolvedRoute } from './resolved.ts'
import { known } from './runs/known.ts'

/** A name of the tailnet that a host serves: https://tailscale.com/docs/features/tailscale-services */
export interface ServedName {
  /** `svc:forge` */
  readonly name: string
  /** The service that answers, by name. */
  readonly service: string
  readonly title: string
  readonly host: Host
  /** At least one. */
  readonly routes: readonly ResolvedRoute[]
}

/** All that are served by what the estate renders: the tailnet must know them, and whose they are. */
export function servedNames({ services, hosts, routes }: Resolved): readonly ServedName[] {
  return services.flatMap(({ name: service, title, at, runs }) => {
    const host = hosts.find(({ name }) => at.kind === 'host' && name === at.name)
    if (host === undefined) return []
    return known(runs.provides).flatMap(({ kind, name }) => {
      const own = routes.filter(route => route.kind === 'tailnet' && route.service === service)
      return kind === 'tailnet-service'
        ? [{ name, service, title, host, routes: own.filter(({ label }) => `svc:${label}` === name) }]
        : []
    })
  })
}
