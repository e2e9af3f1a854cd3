import type { PublicSite } from '@homelab/estate/model'
import { nginx } from '@homelab/formats'
import type { Front } from './front.ts'
import type { NginxProxy } from './settings.ts'
import { answeringIf, bodyLimit, errorPage, headers, limits, toUpstream, upstreamSettings } from './shared.ts'

const { directive, block, commented } = nginx

/** Besides `text/html`, which nginx always compresses. */
const COMPRESSED = [
  'text/css',
  'text/plain',
  'application/javascript',
  'application/json',
  'application/xml',
  'image/svg+xml',
]

/**
 * A site whose answers are the same for everybody: all are cached, and nothing of a request but its path reaches the
 * upstream, so that no request can shape what others are served.
 */
export function staticSite(site: PublicSite, { limits: rates, cache }: NginxProxy, front: Front): nginx.NginxDirective {
  return block(
    'server',
    [],
    [
      ...front.site(site),
      directive('server_name', site.hostname),
      ...limits({ general: rates.staticBurst }),
      ...upstreamSettings(site),
      ...answeringIf(['($request_method', '!~', '^(GET|HEAD)$)'], 'method-not-allowed', [directive('return', '405')]),
      ...bodyLimit(1),
      // What holds no secret may be compressed; the upstream is asked without the client's word on encodings.
      directive('gzip', 'on'),
      directive('gzip_vary', 'on'),
      directive('gzip_proxied', 'any'),
      directive('gzip_types', ...COMPRESSED),
      directive('proxy_read_timeout', '15s'),
      ...errorPage(front, []),
      block(
        'location',
        ['/'],
        [
          commented(
            'The normalised path without its query: what the cache knows it by.',
            directive('rewrite', '^', '$uri?', 'break'),
          ),
          toUpstream(site),
          directive('proxy_pass_request_headers', 'off'),
          directive('proxy_pass_request_body', 'off'),
          commented(
            'Without the body its length is a promise that the upstream waits for, and the lock with it.',
            directive('proxy_set_header', 'Content-Length', ''),
          ),
          directive('proxy_cache', 'services'),
          directive('proxy_cache_key', `${site.hostname}$uri`),
          directive('proxy_cache_valid', '200', `${cache.okHours}h`),
          directive('proxy_cache_valid', '404', `${cache.notFoundMinutes}m`),
          directive('proxy_cache_lock', 'on'),
          commented(
            'An upstream that is down leaves the pages standing that it gave before.',
            directive(
              'proxy_cache_use_stale',
              'error',
              'timeout',
              'updating',
              'http_500',
              'http_502',
              'http_503',
              'http_504',
            ),
          ),
          directive('proxy_cache_background_update', 'on'),
          directive(
            'proxy_ignore_headers',
            'Cache-Control',
            'Expires',
            'Set-Cookie',
            'Vary',
            'X-Accel-Expires',
            'X-Accel-Redirect',
          ),
          commented('One visitor’s cookie is not for the next.', directive('proxy_hide_header', 'Set-Cookie')),
          ...headers([['X-Cache-Status', '$upstream_cache_status']]),
        ],
      ),
    ],
  )
}
