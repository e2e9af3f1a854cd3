import type { PublicSite } from '@homelab/estate/model'
import type { nginx } from '@homelab/formats'

/** How requests come to nginx, which each provider says itself. */
export interface Front {
  /** Before everything else: the user that it runs as. */
  readonly main: readonly nginx.NginxDirective[]
  /** For all servers: who a request comes from, where that is not who connects; TLS. */
  readonly http: readonly nginx.NginxDirective[]
  /** Where the server of a site listens, with its certificate. */
  readonly site: (site: PublicSite) => readonly nginx.NginxDirective[]
  /** Where the server listens that answers for no site. */
  readonly others: readonly nginx.NginxDirective[]
  /** Further servers. */
  readonly servers: readonly nginx.NginxDirective[]
  /** The folder of the cache, and that of the error page; absolute. */
  readonly cacheFolder: string
  readonly pageFolder: string
}
