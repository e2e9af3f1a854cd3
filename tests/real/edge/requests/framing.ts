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
