import type { PublicSite } from '@homelab/estate/model'
import { nginx } from '@homelab/formats'
import { literal } from '@homelab/formats/regexp'
import type { Front } from './front.ts'
import { AUTHORITIES, type NginxProxy, type ProxyLimits } from './settings.ts'

const { directive, block, commented } = nginx

const ERROR_PAGE = '/error.html'

/** What every answer of a site says to browsers. */
export const SECURITY: readonly (readonly [string, string])[] = [
  ['X-Frame-Options', 'DENY'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
]

/** Those, and none of the upstream's besides. */
export function securityHeaders(): readonly nginx.NginxDirective[] {
  return [...headers(SECURITY), ...SECURITY.map(([name]) => directive('proxy_hide_header', name))]
}

/** Besides `text/html`, which nginx always compresses. */
const COMPRESSED = [
  'text/css',
  'text/plain',
  'application/javascript',
  'application/json',
  'application/xml',
  'image/svg+xml',
]

/** What holds no secret may be compressed; the upstream is asked without the client's word on encodings. */
export function compressed(): readonly nginx.NginxDirective[] {
  return [
    directive('gzip', 'on'),
    directive('gzip_vary', 'on'),
    directive('gzip_proxied', 'any'),
    directive('gzip_types', ...COMPRESSED),
  ]
}

/**
 * How the site's upstream is spoken to, for the whole server. Its name is a variable: so nginx looks it up for each
 * request. Whoever answers at its address must have a certificate for it.
 */
export function upstreamSettings(
  site: PublicSite,
  { authorities = AUTHORITIES }: NginxProxy,
): readonly nginx.NginxDirective[] {
  const { scheme, host } = site.upstream
  return [
    directive('set', '$upstream', host),
    directive('proxy_http_version', '1.1'),
    ...(scheme === 'https'
      ? [
          directive('proxy_ssl_server_name', 'on'),
          directive('proxy_ssl_verify', 'on'),
          // The chain of a public authority has one or two certificates between; by default one is allowed.
          directive('proxy_ssl_verify_depth', '4'),
          directive('proxy_ssl_trusted_certificate', authorities),
        ]
      : []),
    // With variables in proxy_pass nginx no longer does it by itself: a redirect would tell the private name.
    ...privateNames(site).map(name => redirectFrom(name, site)),
  ]
}

/** The upstream's, and that by which the tailnet knows the site. */
function privateNames({ upstream, privateUrl }: PublicSite): readonly string[] {
  const inside = privateUrl === undefined ? [] : [new URL(privateUrl).hostname]
  return [...new Set([upstream.host, ...inside])]
}

/** However an upstream writes itself: with a port, in another case, with the dot of a full name, without a scheme. */
function redirectFrom(name: string, { hostname }: PublicSite): nginx.NginxDirective {
  const host = `${literal(name)}\\.?(?::[0-9]*)?`
  return directive('proxy_redirect', `~*^(?:https?:)?//(?:[^/?#@]*@)?${host}((?:[/?#].*)?)$`, `https://${hostname}$1`)
}

/** https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass */
export function toUpstream({ upstream: { scheme, port } }: PublicSite): nginx.NginxDirective {
  const standard = port === (scheme === 'https' ? 443 : 80)
  return directive('proxy_pass', `${scheme}://$upstream${standard ? '' : `:${port}`}`)
}

/** A level that sets one header loses those of the level above, so every level says all of its own. */
export function headers(all: readonly (readonly [name: string, value: string])[]): readonly nginx.NginxDirective[] {
  return all.map(([name, value]) => directive('add_header', name, value, 'always'))
}

/** No file has this name. */
export const NO_FILE = '/.nothing'

/**
 * A location that answers by itself, within the limits: `return` comes before they are looked at, `try_files` after, and
 * what it leads to is not limited again. A body of whatever size is none of its concern.
 * https://nginx.org/en/docs/dev/development_guide.html#http_phases
 *
 * @param name tells it from others of the server
 */
export function answering(
  where: readonly string[],
  name: string,
  answer: readonly nginx.NginxDirective[],
  more: readonly nginx.NginxDirective[] = [],
): readonly nginx.NginxDirective[] {
  return [
    block('location', where, [
      ...more,
      directive('client_max_body_size', '0'),
      directive('try_files', NO_FILE, `@${name}`),
    ]),
    block('location', [`@${name}`], answer),
  ]
}

/** The same for all requests that a condition holds for. */
export function answeringIf(
  condition: readonly string[],
  name: string,
  answer: readonly nginx.NginxDirective[],
): readonly nginx.NginxDirective[] {
  const place = `/.${name}`
  return [
    block('if', condition, [directive('rewrite', '^', place, 'last')]),
    ...answering(['=', place], name, answer, [directive('internal')]),
  ]
}

/**
 * How long a body may be. nginx refuses one that is announced as longer before any limit, and writes an error for each:
 * those are answered first, and it refuses the others, which come in chunks, as they arrive.
 */
export function bodyLimit(kilobytes: number): readonly nginx.NginxDirective[] {
  return [
    directive('client_max_body_size', `${kilobytes}k`),
    ...answeringIf(['($http_content_length', '~', `${above(kilobytes * 1024)})`], 'too-large', [
      directive('return', '413'),
    ]),
  ]
}

/** An expression for whole numbers above one. */
function above(maximum: number): string {
  const digits = [...String(maximum)]
  const any = (count: number): string => (count === 0 ? '' : `[0-9]{${count}}`)
  const asLong = digits.flatMap((digit, at) =>
    digit === '9' ? [] : [`${digits.slice(0, at).join('')}[${Number(digit) + 1}-9]${any(digits.length - at - 1)}`],
  )
  return `^0*(?:[1-9][0-9]{${digits.length},}|${asLong.join('|')})$`
}

/** The same for limits: a level with one of its own loses those above. */
export function limits(zones: Readonly<Record<string, number>>): readonly nginx.NginxDirective[] {
  return Object.entries(zones).map(([zone, burst]) =>
    directive('limit_req', `zone=${zone}`, `burst=${burst}`, 'nodelay'),
  )
}

export function limitZones(
  { perSecond, staticBurst, connections, logins }: ProxyLimits,
  withLogins: boolean,
): readonly nginx.NginxDirective[] {
  const zone = (name: string, rate: number): nginx.NginxDirective =>
    directive('limit_req_zone', '$client_network', `zone=${name}:10m`, `rate=${rate}r/s`)
  return [
    zone('general', perSecond),
    ...(withLogins ? [zone('logins', logins.perSecond)] : []),
    commented(
      'Refused for going too fast is not the same as an upstream that is down, nor an error of ours to write down.',
      directive('limit_req_status', '429'),
    ),
    directive('limit_req_log_level', 'info'),
    directive('limit_conn_status', '429'),
    directive('limit_conn_log_level', 'info'),
    directive('limit_conn_zone', '$client_network', 'zone=connections:10m'),
    // Nowhere else, so that every server has it.
    directive('limit_conn', 'connections', String(connections)),
    // For servers without one of their own.
    ...limits({ general: staticBurst }),
  ]
}

/** The page that stands for an upstream that does not answer. */
export function errorPage(
  { pageFolder }: Front,
  own: readonly nginx.NginxDirective[],
): readonly nginx.NginxDirective[] {
  return [
    directive('proxy_intercept_errors', 'on'),
    directive('error_page', '502', '503', '504', ERROR_PAGE),
    block('location', ['=', ERROR_PAGE], [directive('internal'), directive('root', pageFolder), ...own]),
  ]
}
