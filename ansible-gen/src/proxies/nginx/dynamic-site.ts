import { type PublicSite, takesLogins } from '@homelab/estate/model'
import { nginx } from '@homelab/formats'
import type { Front } from './front.ts'
import { accessLog, loginsLogTo } from './log.ts'
import { loginsLog, type NginxProxy } from './settings.ts'
import {
  answering,
  answeringIf,
  bodyLimit,
  errorPage,
  headers,
  limits,
  toUpstream,
  upstreamSettings,
} from './shared.ts'

const { directive, block, commented } = nginx

const SECURITY: readonly (readonly [string, string])[] = [
  ['X-Frame-Options', 'DENY'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
]

/** What makes an answer one visitor's own. A length of 0 counts as none. */
const PERSONAL = ['$http_cookie', '$http_authorization', '$http_content_length', '$http_transfer_encoding']

/** A site with sessions, uploads and WebSocket. Only files of the site itself are cached, for visitors without a session. */
export function dynamicSite(site: PublicSite, proxy: NginxProxy, front: Front): nginx.NginxDirective {
  const { limits: rates } = proxy
  const general = { general: rates.dynamicBurst }
  return block(
    'server',
    [],
    [
      ...front.site(site),
      directive('server_name', site.hostname),
      directive('default_type', 'text/plain'),
      ...limits(general),
      ...headers(SECURITY),
      ...SECURITY.map(([name]) => directive('proxy_hide_header', name)),
      ...upstreamSettings(site),
      ...forwardedHeaders(site),
      ...(takesLogins(site) ? refuseBanned(site) : []),
      // By default nginx takes a megabyte.
      ...bodyLimit((site.maxBodyMegabytes ?? 1) * 1024),
      ...errorPage(front, headers(SECURITY)),
      ...site.refusedPaths.flatMap(path => refusedPath(site, path)),
      ...site.loginPaths.map(path => loginPath(site, path, proxy)),
      assets(site, proxy),
      block('location', ['/'], [toUpstream(site)]),
    ],
  )
}

/** The geo variable is keyed on the client: see `bans` in `tree.ts`. */
function refuseBanned(site: PublicSite): readonly nginx.NginxDirective[] {
  return answeringIf([`($${banVariable(site)})`], 'banned', [
    directive('return', '403', 'Too many failed logins. Try again later.\n'),
  ])
}

/** A variable's name has no hyphens. */
export function banVariable({ name }: PublicSite): string {
  return `banned_${name.replaceAll('-', '_')}`
}

function refusedPath({ privateUrl }: PublicSite, path: string): readonly nginx.NginxDirective[] {
  const hint = privateUrl === undefined ? '' : ` It is at ${privateUrl}${path} in the tailnet.`
  return answering(prefix(path), `refused${path}`, [directive('return', '403', `Not for the public.${hint}\n`)])
}

function loginPath(site: PublicSite, path: string, proxy: NginxProxy): nginx.NginxDirective {
  const { accessLog: file, limits: rates } = proxy
  return block('location', prefix(path), [
    ...limits({ general: rates.dynamicBurst, logins: rates.logins.burst }),
    accessLog(file),
    loginsLogTo(loginsLog(proxy, site)),
    toUpstream(site),
  ])
}

/**
 * A path and all below it, in whatever case: the application behind may not mind the case. Regular expressions are
 * tried in their order, against the decoded and normalised path.
 */
function prefix(path: string): string[] {
  return ['~*', `^${path.replaceAll(/[.*+?^$()[\]{}|\\]/g, '\\$&')}`]
}

/** A visitor with a session may see what others may not: what is asked with a session is neither stored nor looked up. */
function assets(site: PublicSite, { cache }: NginxProxy): nginx.NginxDirective {
  return block(
    'location',
    ['~*', '\\.(?:css|js|png|jpg|svg|woff2?)$'],
    [
      toUpstream(site),
      directive('proxy_cache', 'services'),
      directive('proxy_cache_key', `${site.hostname}$request_uri`),
      directive('proxy_cache_valid', '200', `${cache.assetDays}d`),
      directive('proxy_cache_lock', 'on'),
      commented(
        'Pictures of private places look like any other file: nothing that is asked with a session is shared. Nor is what is asked with a body, which the key does not know.',
        directive('proxy_cache_bypass', ...PERSONAL),
      ),
      directive('proxy_no_cache', ...PERSONAL),
      ...headers([...SECURITY, ['X-Cache-Status', '$upstream_cache_status']]),
    ],
  )
}

/** What the application is told of the request; no location has a header of its own, or it would lose all of these. */
function forwardedHeaders({ hostname }: PublicSite): readonly nginx.NginxDirective[] {
  const set = (name: string, value: string): nginx.NginxDirective => directive('proxy_set_header', name, value)
  return [
    set('Host', hostname),
    set('X-Real-IP', '$remote_addr'),
    // Not appended to what the client says: whoever reads the first entry would believe the client.
    set('X-Forwarded-For', '$remote_addr'),
    set('X-Forwarded-Proto', 'https'),
    set('X-Forwarded-Host', hostname),
    set('Forwarded', ''),
    set('Upgrade', '$proxy_upgrade'),
    set('Connection', '$proxy_connection'),
  ]
}
