import type { PublicSite } from '@homelab/estate'
import type { nginx } from '@homelab/formats'

/** How requests come to nginx, which each provider says itself. */
export interface Front {
  /** Before everything else: the user that it runs as. */
  readonly main: readonly nginx.NginxDirective[]
  /** Who a request comes from: sets `$remote_addr`. */
  readonly client: readonly nginx.NginxDirective[]
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
