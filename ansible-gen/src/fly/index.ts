import { type Content, type Host, type Image, made, placeOf, type Workload, workloadsOf } from '@homelab/estate'

export { loginsLog } from './site.ts'

/** The platform's secret that holds the tailnet's auth key, as Tailscale's own containers call it. */
export const authKeyVariable = 'TS_AUTHKEY'

/**
 * A public proxy on Fly.io: one container with nginx, a tailnet node, a telemetry collector, and fail2ban where a
 * public service takes logins. What it serves is derived from the public routes of all services.
 */
export interface FlyApp extends Workload {
  readonly kind: 'fly-app'
  readonly app: string
  /** https://fly.io/docs/reference/regions/ */
  readonly region: string
  /** Of the machine, whatever the platform's default is that day. */
  readonly memoryMegabytes: number
  readonly images: { readonly nginx: Image; readonly tailscale: Image; readonly alloy: Image }
  /** The tailnet's DNS resolver, an address. */
  readonly resolver: string
  /** nginx's access log, absolute; one JSON object a line. */
  readonly accessLog: string
  /** How long a log may grow before it is rotated; the one before it is kept. */
  readonly logMegabytes: number
  /** The collector's configuration. */
  readonly telemetry: Content
  readonly limits: FlyLimits
  readonly cache: FlyCache
  readonly bans: FlyBans
}

/** Requests of one client. `burst` is how many above the rate are let through at once. */
export interface FlyLimits {
  readonly perSecond: number
  readonly staticBurst: number
  readonly dynamicBurst: number
  /** At the same time, WebSockets among them: the proxy has a number for all clients together. */
  readonly connections: number
  /** Besides, for paths that take logins. */
  readonly logins: { readonly perSecond: number; readonly burst: number }
}

export interface FlyCache {
  readonly megabytes: number
  /** What nobody asks for so long is forgotten. */
  readonly inactiveHours: number
  /** How long an answer with status 200 of a static service is fresh. */
  readonly okHours: number
  readonly notFoundMinutes: number
  /** The same of stylesheets, pictures and so on of a dynamic service. */
  readonly assetDays: number
}

/** Who fails to log in so often within a time is refused for a time. */
export interface FlyBans {
  readonly maxRetries: number
  readonly findSeconds: number
  readonly banSeconds: number
}

export const isFlyApp = workloadsOf<FlyApp>('fly-app')

export type FlyAppProps = Omit<FlyApp, 'kind' | 'at' | 'address' | 'addresses'> & { readonly at: Host }

export function flyApp({ at, ...props }: FlyAppProps): FlyApp {
  return made({ ...props, kind: 'fly-app', at: placeOf(at) })
}
