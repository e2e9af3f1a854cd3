import { type Slot, slot } from '@homelab/estate'

export const caddyfileSlot = 'Caddyfile'

/** What the private proxy's Caddyfile says besides the routes, which are derived. */
export interface CaddySettings {
  /** The DNS provider's module, which answers ACME's DNS-01 challenge: no name must be reachable from outside. */
  readonly dns: {
    readonly provider: string
    /** The environment variable that holds the provider's token. */
    readonly tokenVariable: string
  }
  /** The answer to a host name that no service has. */
  readonly unknownHost: { readonly status: number; readonly body: string }
  /** The label of a route: the base domain's page names it as an example. */
  readonly example: string
}

/** The Caddyfile: a host matcher for each HTTPS route of the domain that the service serves, and its TCP routes. */
export function caddyfile(settings: CaddySettings): Slot {
  return slot(caddyfileSlot, settings)
}
