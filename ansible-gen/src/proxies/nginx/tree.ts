import { type PublicSite, takesCredentials } from '@homelab/estate/model'
import { nginx } from '@homelab/formats'
import { clientNetwork, insideOnly } from './client.ts'
import { assetPlaces, banVariable, dynamicSite } from './dynamic-site.ts'
import type { Front } from './front.ts'
import { accessLog, accessLogFormat, cutFields, loginsLogFormat, logWeight } from './log.ts'
import { denyFile, type NginxProxy } from './settings.ts'
import { answering, limitZones } from './shared.ts'
import { staticSite } from './static-site.ts'

const { directive, block, commented } = nginx

/** The whole configuration of a public proxy. */
export function nginxTree(
  proxy: NginxProxy,
  front: Front,
  sites: readonly PublicSite[],
): readonly nginx.NginxDirective[] {
  const server = (site: PublicSite): nginx.NginxDirective =>
    site.mode === 'static' ? staticSite(site, proxy, front) : dynamicSite(site, proxy, front)
  return [
    ...front.main,
    directive('worker_processes', 'auto'),
    block('events', [], [directive('worker_connections', '1024')]),
    block('http', [], [...settings(proxy, front, sites), catchAll(front), ...front.servers, ...sites.map(server)]),
  ]
}

function settings(
  { accessLog: file, cache, limits, resolver }: NginxProxy,
  { http, cacheFolder }: Front,
  sites: readonly PublicSite[],
): nginx.NginxDirective[] {
  const guarded = sites.filter(takesCredentials)
  return [
    directive('include', '/etc/nginx/mime.types'),
    directive('default_type', 'application/octet-stream'),
    directive('server_tokens', 'off'),
    ...cutFields(),
    ...logWeight(),
    accessLogFormat(),
    ...(guarded.length === 0 ? [] : loginsLogFormat()),
    accessLog(file),
    ...http,
    insideOnly(),
    ...guarded.map(ban),
    ...(sites.some(({ mode }) => mode === 'dynamic') ? [...webSocketOnly(), assetPlaces()] : []),
    clientNetwork(),
    ...limitZones(limits, sites.some(hasLoginPages)),
    commented(
      'Names of the tailnet are looked up when they are asked for: the proxy starts before they are known.',
      directive('resolver', resolver, 'valid=30s'),
    ),
    directive('resolver_timeout', '5s'),
    directive('proxy_connect_timeout', '5s'),
    directive('client_header_timeout', '10s'),
    directive('client_body_timeout', '10s'),
    directive('send_timeout', '30s'),
    directive(
      'proxy_cache_path',
      cacheFolder,
      'levels=1:2',
      'keys_zone=services:10m',
      `max_size=${cache.megabytes}m`,
      `inactive=${cache.inactiveHours}h`,
    ),
  ]
}

function hasLoginPages({ mode, loginPaths }: PublicSite): boolean {
  return mode === 'dynamic' && loginPaths.length > 0
}

/** Addresses that failed to log in too often; fail2ban writes the file. */
function ban(site: PublicSite): nginx.NginxDirective {
  return block(
    'geo',
    ['$remote_addr', `$${banVariable(site)}`],
    [directive('default', '0'), directive('include', denyFile(site))],
  )
}

/** An upgrade to anything else would be a tunnel through which requests pass unseen. */
function webSocketOnly(): readonly nginx.NginxDirective[] {
  return [
    block(
      'map',
      ['$http_upgrade', '$proxy_upgrade'],
      [directive('default', ''), directive('~*^websocket$', 'websocket')],
    ),
    block('map', ['$proxy_upgrade', '$proxy_connection'], [directive('default', 'upgrade'), directive('', '')]),
  ]
}

/**
 * Whoever asks for a name that is not ours gets no answer, nor by a limit; a health check asks by address.
 */
function catchAll({ others }: Front): nginx.NginxDirective {
  return block(
    'server',
    [],
    [
      ...others,
      directive('server_name', '_'),
      directive('limit_req_status', '444'),
      directive('limit_conn_status', '444'),
      ...answering(['=', '/healthz'], 'healthz', [
        directive('default_type', 'text/plain'),
        directive('return', '200', 'ok\n'),
      ]),
      block(
        'location',
        ['=', '/stub_status'],
        [block('if', ['($is_outside)'], [directive('rewrite', '^', '/', 'last')]), directive('stub_status')],
      ),
      ...answering(['/'], 'nobody', [directive('return', '444')]),
    ],
  )
}
