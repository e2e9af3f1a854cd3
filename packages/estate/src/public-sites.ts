import { present } from '@homelab/formats/present'
import type { Address, Resolved, ResolvedRoute } from './resolved.ts'
import type { PublicRoute } from './service.ts'

/** One public host name with what a proxy must know of it. */
export interface PublicSite {
  /** The service; also what its ban list and its log of logins are named after. */
  readonly name: string
  readonly hostname: string
  readonly upstream: Address
  readonly mode: PublicRoute['mode']
  readonly loginPaths: readonly string[]
  readonly refusedPaths: readonly string[]
  readonly maxBodyMegabytes?: number
  /** Where the service is reached privately: refused paths point there. */
  readonly privateUrl?: string
}

/** The public routes that a proxy can serve, in the estate's order. */
export function publicSites({ routes }: Pick<Resolved, 'routes'>): readonly PublicSite[] {
  return routes.flatMap(route => siteOf(route, routes))
}

function siteOf(route: ResolvedRoute, routes: readonly ResolvedRoute[]): PublicSite[] {
  const { service, hostname, backend, public: facts } = route
  if (route.kind !== 'public' || route.protocol !== 'https' || backend === undefined || facts === undefined) return []
  const own = routes.filter(other => other.service === service && other.protocol === 'https')
  const inside = own.find(({ kind }) => kind === 'ops') ?? own.find(({ kind }) => kind === 'tailnet')
  return [
    {
      name: service,
      hostname,
      upstream: backend,
      mode: facts.mode,
      loginPaths: facts.loginPaths ?? [],
      refusedPaths: facts.refusedPaths ?? [],
      ...present({ maxBodyMegabytes: facts.maxBodyMegabytes, privateUrl: inside?.url }),
    },
  ]
}

/** Whether failed logins are watched: a name and password, or a token, may come with any request, and no static site sees them. */
export function takesCredentials({ mode }: PublicSite): boolean {
  return mode === 'dynamic'
}
