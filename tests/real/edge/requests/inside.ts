import { request } from '../client.ts'
import { STRANGER } from '../proxy.ts'
import { ask, DOCS, docs, forge, type Row } from './row.ts'

export const inside: readonly Row[] = [
  { name: 'the error page from outside', raw: docs('GET /error.html'), status: 404 },
  {
    name: 'the health check, by address',
    only: 'Fly.io',
    raw: request('GET /healthz', { Host: '172.19.0.2:8080' }),
    status: 200,
    body: /^ok\n$/,
  },
  { name: 'the status of nginx from outside', raw: ask('GET /stub_status', { Host: 'x' }), status: 0 },
  {
    name: 'the status of nginx for a client that claims to be local',
    raw: ask('GET /stub_status', { Host: 'x', 'Fly-Client-IP': '127.0.0.1' }),
    status: 0,
  },
  {
    name: 'the status of nginx from inside',
    raw: request('GET /stub_status', { Host: 'x' }),
    from: '127.0.0.1',
    status: 200,
    body: /Active connections/,
  },
  { name: 'a refused path', raw: forge('GET /swagger'), status: 403, body: /^Not for the public\.\n$/ },
  { name: 'a refused path with a dollar sign', raw: forge('GET /internal/$metrics/x'), status: 403 },
  { name: 'a refused path in another case', raw: forge('GET /SWAGGER/'), status: 403 },
  { name: 'a refused path, encoded', raw: forge('GET /%73wagger'), status: 403 },
  { name: 'a refused path by a detour', raw: forge('GET /x/..//swagger'), status: 403 },
  {
    name: 'a redirect of the upstream names the public host',
    raw: docs('GET /moved'),
    status: 301,
    headers: { location: `https://${DOCS}/there/` },
    asked: { docs: ['/moved'] },
  },
  {
    name: 'an error of the upstream shows our page',
    raw: docs('GET /failing'),
    status: 502,
    body: /is resting/,
    asked: { docs: ['/failing'] },
  },
]

export const addresses: readonly Row[] = [
  {
    name: 'the client that the edge names',
    raw: docs('GET /', { 'Fly-Client-IP': '198.51.100.7' }),
    status: 200,
    client: '198.51.100.7',
  },
  {
    name: 'the edge names a client by IPv6',
    raw: docs('GET /', { 'Fly-Client-IP': '2001:db8::7' }),
    status: 200,
    client: '2001:db8::7',
  },
  {
    name: 'a stranger who names another client',
    from: STRANGER,
    raw: docs('GET /', { 'Fly-Client-IP': '198.51.100.7' }),
    status: 200,
    client: STRANGER,
  },
  {
    name: 'what the client says of itself is not believed',
    raw: docs('GET /', { 'Fly-Client-IP': '198.51.100.8', 'X-Forwarded-For': '127.0.0.1', 'X-Real-IP': '127.0.0.1' }),
    status: 200,
    client: '198.51.100.8',
  },
  { name: 'no address at all', raw: docs('GET /', { 'Fly-Client-IP': 'nobody' }), status: 200, client: '172.16.0.9' },
]
