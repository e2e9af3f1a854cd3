import { request } from './client.ts'
import { STRANGER } from './proxy.ts'

/** One request and what must come of it. */
export interface Row {
  readonly name: string
  readonly raw: string
  /** The edge by default. */
  readonly from?: string
  /** 0: the connection is closed without an answer. */
  readonly status: number
  readonly body?: RegExp
  /** A name with `undefined`: the header is not there. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** The URLs that stand-ins were asked for, by stand-in; by default nobody is asked for anything. */
  readonly asked?: Readonly<Record<string, readonly string[]>>
  /** nginx goes on reading for a while, so that the client reads the answer. */
  readonly lingers?: true
  /** The client's address in the access log. */
  readonly client?: string
}

const DOCS = 'docs.lab.example'
const FORGE = 'forge.lab.example'
const filler = (length: number): string => 'x'.repeat(length)

/** A request of a client of its own, so that no row spends another's rate. */
let clients = 0
function ask(line: string, headers: Record<string, string | readonly string[]>, body = ''): string {
  clients += 1
  return request(line, { 'Fly-Client-IP': `203.0.113.${clients}`, ...headers }, body)
}

const docs = (line: string, headers: Record<string, string | readonly string[]> = {}, body = ''): string =>
  ask(line, { Host: DOCS, ...headers }, body)
const forge = (line: string, headers: Record<string, string | readonly string[]> = {}, body = ''): string =>
  ask(line, { Host: FORGE, ...headers }, body)

const hosts: readonly Row[] = [
  { name: 'a declared host', raw: docs('GET /'), status: 200, asked: { docs: ['/'] } },
  { name: 'a foreign host', raw: ask('GET /', { Host: 'evil.example' }), status: 0 },
  { name: 'a host below a declared one', raw: ask('GET /', { Host: `x.${DOCS}` }), status: 0 },
  { name: 'a host that begins like a declared one', raw: ask('GET /', { Host: `${DOCS}.evil.example` }), status: 0 },
  { name: 'the private name of an upstream', raw: ask('GET /', { Host: 'docs.tail1234.ts.example' }), status: 0 },
  { name: 'the address of an upstream', raw: ask('GET /', { Host: '100.64.0.11' }), status: 0 },
  { name: 'no host', raw: request('GET /'), status: 400 },
  { name: 'no host in HTTP/1.0', raw: 'GET / HTTP/1.0\r\n\r\n', status: 0 },
  { name: 'an empty host', raw: ask('GET /', { Host: '' }), status: 400 },
  { name: 'two hosts', raw: ask('GET /', { Host: [DOCS, 'evil.example'] }), status: 400 },
  {
    name: 'a host in upper case',
    raw: docs('GET /upper', { Host: DOCS.toUpperCase() }),
    status: 200,
    asked: { docs: ['/upper'] },
  },
  {
    name: 'a host with a dot at the end',
    raw: docs('GET /dot', { Host: `${DOCS}.` }),
    status: 200,
    asked: { docs: ['/dot'] },
  },
  {
    name: 'a host with a port',
    raw: docs('GET /port', { Host: `${DOCS}:443` }),
    status: 200,
    asked: { docs: ['/port'] },
  },
  { name: 'a host with a user', raw: docs('GET /', { Host: `evil@${DOCS}` }), status: 0 },
  { name: 'a host with a path', raw: docs('GET /', { Host: `${DOCS}/evil` }), status: 400 },
]

const absolute: readonly Row[] = [
  {
    name: 'an absolute URI wins over a foreign host',
    raw: docs(`GET http://${DOCS}/absolute`, { Host: 'evil.example' }),
    status: 200,
    asked: { docs: ['/absolute'] },
  },
  { name: 'an absolute URI elsewhere, with a declared host', raw: docs('GET http://evil.example/'), status: 0 },
  {
    name: 'an absolute URI to an upstream',
    raw: docs('GET https://loki.tail1234.ts.example/loki/api/v1/push'),
    status: 0,
  },
  { name: 'CONNECT', raw: docs(`CONNECT ${DOCS}:443`), status: 400 },
  { name: 'an asterisk', raw: docs('OPTIONS *'), status: 400 },
]

const paths: readonly Row[] = [
  { name: 'climbing out', raw: docs('GET /../../etc/passwd'), status: 400 },
  { name: 'climbing out, encoded', raw: docs('GET /%2e%2e/%2e%2e/etc/passwd'), status: 400 },
  { name: 'climbing out with encoded slashes', raw: docs('GET /a/..%2f..%2f..%2fetc/passwd'), status: 400 },
  {
    name: 'climbing inside is normalised before it is asked',
    raw: docs('GET /x/%2e%2e/y/../z'),
    status: 200,
    asked: { docs: ['/z'] },
  },
  {
    name: 'encoded twice stays encoded',
    raw: docs('GET /%252e%252e/%252e%252e/'),
    status: 200,
    asked: { docs: ['/%252e%252e/%252e%252e/'] },
  },
  {
    name: 'backslashes are no slashes',
    raw: docs('GET /..%5c..%5cpasswd'),
    status: 200,
    asked: { docs: ['/..%5C..%5Cpasswd'] },
  },
  { name: 'a zero byte', raw: docs('GET /a%00b'), status: 400 },
  { name: 'an encoding that is none', raw: docs('GET /%zz'), status: 400 },
  {
    name: 'a line end in the path makes no header',
    raw: docs('GET /a%0d%0aX-Evil:%20yes'),
    status: 200,
    asked: { docs: ['/a%0D%0AX-Evil:%20yes'] },
  },
  {
    name: 'a question mark in the path stays there',
    raw: docs('GET /a%3fb%23c'),
    status: 200,
    asked: { docs: ['/a%3Fb%23c'] },
  },
  {
    name: 'two slashes lead nowhere else',
    raw: docs('GET //evil.example/'),
    status: 200,
    asked: { docs: ['/evil.example/'] },
  },
]

const framing: readonly Row[] = [
  {
    name: 'a length and chunks',
    raw: forge('POST /', { 'Content-Length': '4', 'Transfer-Encoding': 'chunked' }, '0\r\n\r\n'),
    status: 400,
  },
  { name: 'two lengths', raw: forge('POST /', { 'Content-Length': ['4', '5'] }, 'abcde'), status: 400 },
  { name: 'a negative length', raw: forge('POST /', { 'Content-Length': '-1' }), status: 400 },
  { name: 'a length that is no number', raw: forge('POST /', { 'Content-Length': '0x4' }, 'abcd'), status: 400 },
  {
    name: 'an unknown transfer encoding',
    raw: forge('POST /', { 'Transfer-Encoding': 'xchunked' }, '0\r\n\r\n'),
    status: 501,
  },
  {
    name: 'two transfer encodings',
    raw: forge('POST /', { 'Transfer-Encoding': 'gzip, chunked' }, '0\r\n\r\n'),
    status: 501,
  },
  {
    name: 'a chunk whose size is none',
    raw: forge('POST /', { 'Transfer-Encoding': 'chunked' }, 'zz\r\nab\r\n0\r\n\r\n'),
    status: 400,
  },
  {
    name: 'chunks in HTTP/1.0',
    raw: `POST / HTTP/1.0\r\nHost: ${FORGE}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    status: 400,
  },
  { name: 'a space before the colon', raw: forge('POST /', { 'Content-Length ': '4' }, 'abcd'), status: 400 },
  { name: 'no HTTP at all', raw: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', status: 400 },
]

const sizes: readonly Row[] = [
  { name: 'a header of 9 kB', raw: docs('GET /', { 'X-Long': filler(9000) }), status: 400 },
  {
    name: 'headers of 40 kB',
    raw: docs('GET /', Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`X-${n}`, filler(4000)]))),
    status: 400,
  },
  { name: 'a path of 9 kB', raw: docs(`GET /${filler(9000)}`), status: 414 },
  { name: 'a body to a static site', raw: docs('GET /body', { 'Content-Length': '2000' }, filler(2000)), status: 413 },
  {
    name: 'a small body to a static site goes no further',
    raw: docs('GET /small', { 'Content-Length': '3' }, 'abc'),
    status: 200,
    asked: { docs: ['/small'] },
  },
  {
    name: 'an upload that is announced as too large',
    raw: forge('PUT /upload', { 'Content-Length': `${513 * 1024 * 1024}` }),
    status: 413,
    lingers: true,
  },
  {
    name: 'an upload',
    raw: forge('PUT /upload', { 'Content-Length': '300000' }, filler(300_000)),
    status: 200,
    body: /got 300000 bytes/,
    asked: { forge: ['/upload'] },
  },
]

const methods: readonly Row[] = ['POST', 'PUT', 'DELETE', 'PATCH', 'PURGE', 'OPTIONS', 'TRACE'].map(method => ({
  name: `${method} to a static site`,
  raw: docs(`${method} /`, { 'Content-Length': '0' }),
  status: 405,
}))

const inside: readonly Row[] = [
  { name: 'the error page from outside', raw: docs('GET /error.html'), status: 404 },
  {
    name: 'the health check, by address',
    raw: request('GET /healthz', { Host: '172.19.0.2:8080' }),
    status: 200,
    body: /^ok\n$/,
  },
  { name: 'the status of nginx from outside', raw: ask('GET /stub_status', { Host: 'x' }), status: 403 },
  {
    name: 'the status of nginx for a client that claims to be local',
    raw: ask('GET /stub_status', { Host: 'x', 'Fly-Client-IP': '127.0.0.1' }),
    status: 403,
  },
  {
    name: 'the status of nginx from inside',
    raw: request('GET /stub_status', { Host: 'x' }),
    from: '127.0.0.1',
    status: 200,
    body: /Active connections/,
  },
  { name: 'a refused path', raw: forge('GET /swagger'), status: 403, body: /forge\.ops\.lab\.example/ },
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

const addresses: readonly Row[] = [
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

/** In this order: pages that a row asks for are cached for those after it. */
export const rows: readonly Row[] = [
  ...hosts,
  ...absolute,
  ...paths,
  ...framing,
  ...sizes,
  ...methods,
  ...inside,
  ...addresses,
]
