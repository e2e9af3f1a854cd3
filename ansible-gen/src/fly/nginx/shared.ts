import { nginx } from '@homelab/formats'
import type { FlyLimits } from '../index.ts'
import type { Site } from '../site.ts'

const { directive, block } = nginx

const ERROR_PAGE = '/error.html'

/**
 * How the site's upstream is spoken to, for the whole server. Its name is a variable: so nginx looks it up for each
 * request. A public certificate is not asked for: the tailnet has made sure already who answers.
 */
export function upstreamSettings({ upstream, hostname }: Site): readonly nginx.NginxDirective[] {
  const { scheme, host } = upstream
  return [
    directive('set', '$upstream', host),
    directive('proxy_http_version', '1.1'),
    ...(scheme === 'https' ? [directive('proxy_ssl_server_name', 'on')] : []),
    // With variables in proxy_pass nginx no longer does it by itself: a redirect would tell the private name.
    ...['http', 'https'].map(from => directive('proxy_redirect', `${from}://${host}/`, `https://${hostname}/`)),
  ]
}

/** https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass */
export function toUpstream({ upstream: { scheme, port } }: Site): nginx.NginxDirective {
  const standard = port === (scheme === 'https' ? 443 : 80)
  return directive('proxy_pass', `${scheme}://$upstream${standard ? '' : `:${port}`}`)
}

/** A level that sets one header loses those of the level above, so every level says all of its own. */
export function headers(all: readonly (readonly [name: string, value: string])[]): readonly nginx.NginxDirective[] {
  return all.map(([name, value]) => directive('add_header', name, value, 'always'))
}

/** Likewise for limits: a level with one of its own loses those above. */
export function limits(zones: Readonly<Record<string, number>>): readonly nginx.NginxDirective[] {
  return Object.entries(zones).map(([zone, burst]) =>
    directive('limit_req', `zone=${zone}`, `burst=${burst}`, 'nodelay'),
  )
}

export function limitZones(
  { perSecond, connections, logins }: FlyLimits,
  withLogins: boolean,
): readonly nginx.NginxDirective[] {
  const zone = (name: string, rate: number): nginx.NginxDirective =>
    directive('limit_req_zone', '$client_network', `zone=${name}:10m`, `rate=${rate}r/s`)
  return [
    zone('general', perSecond),
    ...(withLogins ? [zone('logins', logins.perSecond)] : []),
    directive('limit_conn_status', '429'),
    directive('limit_conn_zone', '$client_network', 'zone=connections:10m'),
    // Nowhere else, so that every server has it.
    directive('limit_conn', 'connections', String(connections)),
  ]
}

/** The page that stands for an upstream that does not answer. */
export function errorPage(own: readonly nginx.NginxDirective[]): readonly nginx.NginxDirective[] {
  return [
    directive('proxy_intercept_errors', 'on'),
    directive('error_page', '502', '503', '504', ERROR_PAGE),
    block('location', ['=', ERROR_PAGE], [directive('internal'), directive('root', '/usr/share/nginx/html'), ...own]),
  ]
}
