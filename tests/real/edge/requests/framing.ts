import { docs, FORGE, filler, forge, type Row } from './row.ts'

export const framing: readonly Row[] = [
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

export const sizes: readonly Row[] = [
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

const abc = '3\r\nabc\r\n0\r\n'

/** A body that nobody asked for: the upstream of a static site hears nothing of it, the other's gets it whole. */
export const bodies: readonly Row[] = [
  ...(['GET', 'HEAD'] as const).flatMap(method => [
    {
      name: `${method} with a length and a body to a static site`,
      raw: docs(`${method} /length-${method}`, { 'Content-Length': '3' }, 'abc'),
      status: 200,
      asked: { docs: [`/length-${method}`] },
    },
    {
      name: `${method} with chunks to a static site`,
      raw: docs(`${method} /chunks-${method}`, { 'Transfer-Encoding': 'chunked' }, `${abc}\r\n`),
      status: 200,
      asked: { docs: [`/chunks-${method}`] },
    },
  ]),
  {
    name: 'chunks and a trailer to a static site',
    raw: docs(
      'GET /trailer',
      { 'Transfer-Encoding': 'chunked', TE: 'trailers', Trailer: 'X-End' },
      `${abc}X-End: yes\r\n\r\n`,
    ),
    status: 200,
    asked: { docs: ['/trailer'] },
  },
  {
    name: 'a body to a static site that waits to be asked for',
    raw: docs('GET /expect', { 'Content-Length': '3', Expect: '100-continue' }, 'abc'),
    status: 100,
    body: /^HTTP\/1\.1 200 OK/,
    asked: { docs: ['/expect'] },
  },
  {
    name: 'a length that is called a matter of the connection, to a static site',
    raw: docs('GET /hop', { 'Content-Length': '3', Connection: 'close, Content-Length, Transfer-Encoding' }, 'abc'),
    status: 200,
    asked: { docs: ['/hop'] },
  },
  {
    name: 'a length and an upgrade to a static site',
    raw: docs('GET /upgrade', { 'Content-Length': '3', Upgrade: 'websocket' }, 'abc'),
    status: 200,
    asked: { docs: ['/upgrade'] },
  },
  {
    name: 'chunks of more than a static site takes',
    raw: docs('GET /many', { 'Transfer-Encoding': 'chunked' }, `7d0\r\n${filler(2000)}\r\n0\r\n\r\n`),
    status: 413,
  },
  {
    name: 'a chunk whose size is none, to a static site',
    raw: docs('GET /bad', { 'Transfer-Encoding': 'chunked' }, 'zz\r\nab\r\n0\r\n\r\n'),
    status: 400,
  },
  {
    name: 'identity as transfer encoding, to a static site',
    raw: docs('GET /identity', { 'Transfer-Encoding': 'identity' }),
    status: 501,
  },
  {
    name: 'a part of a page with a body',
    raw: docs('GET /part', { 'Content-Length': '3', Range: 'bytes=0-3' }, 'abc'),
    status: 200,
    body: /path=\/part/,
    asked: { docs: ['/part'] },
  },
  {
    name: 'GET with a length and a body to a dynamic site',
    raw: forge('GET /length', { 'Content-Length': '3' }, 'abc'),
    status: 200,
    body: /got 3 bytes/,
    asked: { forge: ['/length'] },
  },
  {
    name: 'GET with chunks to a dynamic site',
    raw: forge('GET /chunks', { 'Transfer-Encoding': 'chunked', Trailer: 'X-End' }, `${abc}X-End: yes\r\n\r\n`),
    status: 200,
    body: /got 3 bytes/,
    asked: { forge: ['/chunks'] },
  },
  {
    name: 'a body to a dynamic site that waits to be asked for',
    raw: forge('POST /expect', { 'Content-Length': '3', Expect: '100-continue' }, 'abc'),
    status: 100,
    body: /got 3 bytes/,
    asked: { forge: ['/expect'] },
  },
  {
    name: 'a file of a dynamic site that is asked for with a body is not for others',
    raw: forge('GET /fat.css', { 'Content-Length': '3' }, 'abc'),
    status: 200,
    headers: { 'x-cache-status': undefined },
    asked: { forge: ['/fat.css'] },
  },
  {
    name: 'the same file with chunks is not for others',
    raw: forge('GET /fat.css', { 'Transfer-Encoding': 'chunked' }, `${abc}\r\n`),
    status: 200,
    headers: { 'x-cache-status': undefined },
    asked: { forge: ['/fat.css'] },
  },
  {
    name: 'the same file without a body',
    raw: forge('GET /fat.css'),
    status: 200,
    body: /path=\/fat\.css/,
    headers: { 'x-cache-status': 'MISS' },
    asked: { forge: ['/fat.css'] },
  },
]

export const methods: readonly Row[] = [
  ...['POST', 'PUT', 'DELETE', 'PATCH', 'PURGE', 'OPTIONS', 'TRACE'].map(method => ({
    name: `${method} to a static site`,
    raw: docs(`${method} /`, { 'Content-Length': '0' }),
    status: 405,
  })),
  {
    name: 'POST to a static site, with a body that is too large for it',
    raw: docs('POST /', { 'Content-Length': '2000' }, filler(2000)),
    status: 405,
  },
  { name: 'the place where methods are refused', raw: docs('GET /.method-not-allowed'), status: 404 },
]
