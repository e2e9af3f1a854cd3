import type { PublicSite } from '@homelab/estate/model'
import { nginx } from '@homelab/formats'
import type { Front } from '../nginx/front.ts'
import { answering } from '../nginx/shared.ts'
import { places } from './places.ts'

const { directive, block, commented } = nginx

/** Nobody stands between the client and nginx: who connects is the client, and no header says otherwise. */
export function ownFront(sites: readonly PublicSite[]): Front {
  return {
    main: [directive('user', 'www-data'), directive('pid', '/run/nginx.pid')],
    http: [
      directive('ssl_protocols', 'TLSv1.2', 'TLSv1.3'),
      directive('ssl_session_cache', 'shared:tls:10m'),
      directive('ssl_session_tickets', 'off'),
    ],
    site: ({ hostname }) => [
      ...listen('443', 'ssl'),
      directive('ssl_certificate', `${places.certificates}/${hostname}.pem`),
      directive('ssl_certificate_key', `${places.certificates}/${hostname}.key`),
    ],
    others: [commented('For the machine itself alone.', directive('listen', '127.0.0.1:8080', 'default_server'))],
    servers: [
      nobody([...listen('443', 'ssl', 'default_server'), directive('ssl_reject_handshake', 'on')]),
      nobody(listen('80', 'default_server')),
      ...(sites.length === 0 ? [] : [plain(sites)]),
    ],
    cacheFolder: places.cache,
    pageFolder: places.page,
  }
}

function listen(port: string, ...more: readonly string[]): readonly nginx.NginxDirective[] {
  return [directive('listen', port, ...more), directive('listen', `[::]:${port}`, ...more)]
}

/** Who asks for a name that is not ours, or for none, gets no certificate and no answer. */
function nobody(where: readonly nginx.NginxDirective[]): nginx.NginxDirective {
  return block(
    'server',
    [],
    [
      ...where,
      directive('server_name', '_'),
      directive('limit_req_status', '444'),
      directive('limit_conn_status', '444'),
      ...answering(['/'], 'nobody', [directive('return', '444')]),
    ],
  )
}

/** Without TLS there is ACME's challenge, and the way to where there is TLS. */
function plain(sites: readonly PublicSite[]): nginx.NginxDirective {
  return block(
    'server',
    [],
    [
      ...listen('80'),
      directive('server_name', ...sites.map(({ hostname }) => hostname)),
      block(
        'location',
        ['^~', '/.well-known/acme-challenge/'],
        [directive('root', places.challenges), directive('default_type', 'text/plain')],
      ),
      ...answering(['/'], 'tls', [directive('return', '301', 'https://$host$request_uri')]),
    ],
  )
}
