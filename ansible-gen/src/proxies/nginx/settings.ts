import type { Act, Command, Options, PublicSite, Workload } from '@homelab/estate/model'

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
  /**
   * Whom an upstream's certificate must be from: a file of PEM certificates on the proxy's machine, absolute.
   * @default the authorities that the distribution's `ca-certificates` lists
   */
  readonly authorities?: string
  /**
   * Names of headers that no visitor's request brings to a dynamic site, besides those that are withheld anyway (who asks,
   * what was asked for, from where): what an application of the estate believes of its proxy.
   * @default none
   */
  readonly withheldHeaders?: readonly string[]
}

/** Debian's and Alpine's place. */
export const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt'

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

/** Who fails to log in so often within a time is refused for a time: an IPv4 address, of IPv6 a /64. */
export interface ProxyBans {
  readonly maxRetries: number
  readonly findSeconds: number
  readonly banSeconds: number
}

/** What the pages say of them. */
export function limitsText({ perSecond, logins }: Pick<ProxyLimits, 'perSecond' | 'logins'>): string {
  return `Each client gets ${logins.perSecond} requests a second there, ${logins.burst} more at once, and ${perSecond} elsewhere.`
}

/** What every public proxy with an nginx is told. */
export const ofNginxProxy: Options<NginxProxy & Workload> = {
  ...{ kind: true, at: true, address: true, addresses: true, lan: true, resolver: true, accessLog: true },
  ...{ logMegabytes: true, authorities: true, withheldHeaders: true },
  limits: {
    ...{ perSecond: true, staticBurst: true, dynamicBurst: true, connections: true },
    logins: { perSecond: true, burst: true },
  },
  cache: { megabytes: true, inactiveHours: true, okHours: true, notFoundMinutes: true, assetDays: true },
  bans: { maxRetries: true, findSeconds: true, banSeconds: true },
}

/** A file that nginx and fail2ban share, absolute. */
export function denyFile({ name }: Pick<PublicSite, 'name'>): string {
  return `/etc/nginx/${name}-deny.conf`
}

/** nginx asks again for what its folder no longer has; no restart is needed. */
export function emptyCache(
  { cache }: Pick<NginxProxy, 'cache'>,
  folder: string,
  run: (...words: readonly string[]) => Command,
): Act {
  return {
    run: run('find', folder, '-type', 'f', '-delete'),
    note: `without it the public pages stay those of before for up to ${cache.okHours} hours`,
  }
}

/** Of one service: beside the access log. */
export function loginsLog({ accessLog }: Pick<NginxProxy, 'accessLog'>, { name }: Pick<PublicSite, 'name'>): string {
  return `${accessLog.slice(0, accessLog.lastIndexOf('/'))}/${name}-logins.log`
}
