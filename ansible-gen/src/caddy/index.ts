import { defineSlot, type Slot } from '@homelab/estate/model'

/** A provider's module takes one token, or several options: https://caddyserver.com/docs/modules/#dns.providers */
export type CaddyDns =
  | {
      readonly provider: string
      /** The environment variable that holds the provider's token. */
      readonly tokenVariable: string
    }
  | {
      readonly provider: string
      /** By name: a text, or the environment variable that holds the value. */
      readonly options: Readonly<Record<string, string | { readonly variable: string }>>
    }

/** How a name is refused: https://www.iana.org/assignments/http-status-codes */
export type RefusalStatus = 400 | 403 | 404 | 410 | 418 | 421 | 451 | 503

/** What the private proxy's Caddyfile says besides the routes, which are derived. */
export interface CaddySettings {
  /** The DNS provider's module, which answers ACME's DNS-01 challenge: no name must be reachable from outside. */
  readonly dns: CaddyDns
  /** The answer to a host name that no service has. */
  readonly unknownHost: { readonly status: RefusalStatus; readonly body: string }
  /** The label of a route: the base domain's page names it as an example. */
  readonly example: string
  /**
   * The socket by which it takes over a new configuration while it runs, absolute: nobody but its user and root reach it. None by
   * default, and a new configuration restarts it. https://caddyserver.com/docs/caddyfile/options#admin
   */
  readonly socket?: string
}

export const caddyfileSlot = defineSlot<CaddySettings>('Caddyfile')

/** The Caddyfile: a host matcher for each HTTPS route of the domain that the service serves, and its TCP routes. */
export function caddyfile(settings: CaddySettings): Slot {
  return caddyfileSlot.of(settings)
}
