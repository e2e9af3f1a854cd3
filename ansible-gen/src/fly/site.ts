import type { Address, PublicRoute, Resolved, ResolvedRoute } from '@homelab/estate'

/** One public host name with what nginx needs to know of it. */
export interface Site {
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
export function sitesOf({ routes }: Resolved): readonly Site[] {
  return routes.flatMap(route => siteOf(route, routes))
}

function siteOf(route: ResolvedRoute, routes: readonly ResolvedRoute[]): Site[] {
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
      ...(facts.maxBodyMegabytes === undefined ? {} : { maxBodyMegabytes: facts.maxBodyMegabytes }),
      ...(inside === undefined ? {} : { privateUrl: inside.url }),
    },
  ]
}

/** Whether failed logins are watched. */
export function takesLogins({ mode, loginPaths }: Site): boolean {
  return mode === 'dynamic' && loginPaths.length > 0
}

/** Files that nginx and fail2ban share, absolute. */
export function denyFile({ name }: Site): string {
  return `/etc/nginx/${name}-deny.conf`
}

export function loginsLog({ name }: Pick<Site, 'name'>): string {
  return `/var/log/nginx/${name}-logins.log`
}
