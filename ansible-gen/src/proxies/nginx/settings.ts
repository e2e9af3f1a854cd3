import type { PublicSite } from '@homelab/estate/model'

/** What any nginx before the public names is told of its work, besides the names: limits, caches, logs, bans. */
export interface NginxProxy {
  /** The tailnet's DNS resolver, an address. */
  readonly resolver: string
  /** nginx's access log, absolute; one JSON object a line. Logs of logins lie beside it. */
  readonly accessLog: string
  /** How long a log may grow before it is rotated; the one before it is kept. */
  readonly logMegabytes: number
  readonly limits: ProxyLimits
  readonly cache: ProxyCache
  readonly bans: ProxyBans
}

/** Requests of one client. `burst` is how many above the rate are let through at once. */
export interface ProxyLimits {
  readonly perSecond: number
  readonly staticBurst: number
  readonly dynamicBurst: number
  /** At the same time, WebSockets among them: the proxy has a number for all clients together. */
  readonly connections: number
  /** Besides, for paths that take logins. */
  readonly logins: { readonly perSecond: number; readonly burst: number }
}

export interface ProxyCache {
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
export interface ProxyBans {
  readonly maxRetries: number
  readonly findSeconds: number
  readonly banSeconds: number
}

/** A file that nginx and fail2ban share, absolute. */
export function denyFile({ name }: Pick<PublicSite, 'name'>): string {
  return `/etc/nginx/${name}-deny.conf`
}

/** Of one service: beside the access log. */
export function loginsLog({ accessLog }: Pick<NginxProxy, 'accessLog'>, { name }: Pick<PublicSite, 'name'>): string {
  return `${accessLog.slice(0, accessLog.lastIndexOf('/'))}/${name}-logins.log`
}
