import { request } from '../client.ts'
import { ask, DOCS, docs, type Row } from './row.ts'

export const hosts: readonly Row[] = [
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

export const absolute: readonly Row[] = [
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

export const paths: readonly Row[] = [
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
