import type { PublicSite } from '@homelab/estate/model'
import { nginx } from '@homelab/formats'
import { literal } from '@homelab/formats/regexp'
import type { Front } from './front.ts'
import { accessLog, failedCredentialsLogTo, loginsLogTo } from './log.ts'
import { loginsLog, type NginxProxy } from './settings.ts'
import {
  answering,
  answeringIf,
  bodyLimit,
  compressed,
  errorPage,
  headers,
  limits,
  NO_FILE,
  SECURITY,
  securityHeaders,
  toUpstream,
  upstreamSettings,
} from './shared.ts'
import { withheldHeaders } from './withheld.ts'

const { directive, block, commented } = nginx

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
      ...securityHeaders(),
      ...upstreamSettings(site, proxy),
      ...forwardedHeaders(site),
      ...withheldHeaders(proxy.withheldHeaders ?? []),
      accessLog(proxy.accessLog),
      failedCredentialsLogTo(loginsLog(proxy, site)),
      commented(
        'The application sees a request before its body is there, and may refuse it: nothing is stored for it first.',
        directive('proxy_request_buffering', 'off'),
      ),
      ...refuseBanned(site),
      // By default nginx takes a megabyte.
      ...bodyLimit((site.maxBodyMegabytes ?? 1) * 1024),
      ...errorPage(front, headers(SECURITY)),
      ...site.refusedPaths.flatMap(refusedPath),
      ...site.loginPaths.map(path => loginPath(site, path, proxy)),
      ...assets(site, proxy),
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

/** Where it is instead is nothing to the public. */
function refusedPath(path: string, nth: number): readonly nginx.NginxDirective[] {
  return answering(prefix(path), `refused-${nth}`, [directive('return', '403', 'Not for the public.\n')])
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
  return ['~*', `^${literal(path)}`]
}

/**
 * Files that look the same to everybody are shared by all who ask without a session; whoever has one, sends a body or
 * wants a WebSocket is carried as anywhere else. A visitor with a session may see what others may not.
 */
function assets(site: PublicSite, { cache }: NginxProxy): readonly nginx.NginxDirective[] {
  return [
    block('location', ['~*', '\\.(?:css|js|png|jpg|svg|woff2?)$'], [directive('try_files', NO_FILE, '@$asset_place')]),
    block('location', ['@own'], [toUpstream(site)]),
    block(
      'location',
      ['@shared'],
      [
        commented(
          'Nothing of a request but its URL, which is what the cache knows it by: no header shapes what others are served.',
          directive('proxy_pass_request_headers', 'off'),
        ),
        toUpstream(site),
        ...compressed(),
        directive('proxy_cache', 'services'),
        directive('proxy_cache_key', `${site.hostname}$request_uri`),
        directive('proxy_cache_valid', '200', `${cache.assetDays}d`),
        directive('proxy_cache_lock', 'on'),
        ...headers([...SECURITY, ['X-Cache-Status', '$upstream_cache_status']]),
      ],
    ),
  ]
}

/** What makes an answer one visitor's own. A length of 0 counts as none. */
export function assetPlaces(): nginx.NginxDirective {
  const personal = ['cookie', 'authorization', 'content_length', 'transfer_encoding', 'upgrade']
  return block(
    'map',
    [['$request_method', ...personal.map(name => `$http_${name}`)].join(':'), '$asset_place'],
    [directive('default', 'own'), directive('~^(?:GET|HEAD):::0*::$', 'shared')],
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
