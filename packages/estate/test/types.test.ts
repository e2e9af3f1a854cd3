import { expect, test } from 'vitest'
import {
  accept,
  asLoginByHand,
  type DatabaseUse,
  type Domains,
  database,
  domain,
  dumped,
  type EndpointUse,
  endpoint,
  external,
  folder,
  type Host,
  host,
  http,
  type Need,
  type Needs,
  notBackedUp,
  oidcLogin,
  restrictedTo,
  role,
  type Service,
  service,
  tagged,
  tcp,
  vault,
} from '../src/model.ts'

/**
 * Illegal states do not type-check. Each case is compiled by `tsc`: were it legal, its `@ts-expect-error` would be the
 * error. Nothing here is called but by the last test.
 */
const box: Host = host('box', { platform: 'linux', role: 'the machine of these cases' })
const facts = { title: 'Web', summary: 'web', workload: external(box) }
const web: Service<'http'> = service(import.meta, 'web', { ...facts, ports: { http: http(80) } })
const sql: Service<'sql'> = service(import.meta, 'sql', { ...facts, ports: { sql: tcp(5432) } })
const { secrets } = vault('safe', { store: { kind: 'none' }, items: { app: { fields: ['password'] } } })

const ofEndpoint: EndpointUse = { kind: 'env', uses: 'endpoint' }
const ofDatabase: DatabaseUse = { kind: 'database-url', uses: 'database' }

const illegal = {
  'a domain that is called like a kind and is of another': () => {
    // @ts-expect-error
    const domains: Domains = { ops: domain('public', 'example.org') }
    return domains
  },
  'a proxy of a further domain without a list': () =>
    service(import.meta, 'x', {
      ...facts,
      ports: { http: http(80) },
      // @ts-expect-error
      serves: 'lab',
    }),
  'a route to a port that the service does not have': () =>
    service(import.meta, 'x', {
      ...facts,
      ports: { http: http(80) },
      // @ts-expect-error
      routes: { ops: { port: 'htpp' } },
    }),
  'a probe of a port that the service does not have': () =>
    service(import.meta, 'x', {
      ...facts,
      ports: { http: http(80) },
      // @ts-expect-error
      probes: { live: { port: 'metrics', path: '/' } },
    }),
  'metrics on a port that the service does not have': () =>
    service(import.meta, 'x', {
      ...facts,
      ports: {},
      // @ts-expect-error
      metrics: { port: 'metrics', exporter: 'node' },
    }),
  'a field of a service that is misspelt': () =>
    service(import.meta, 'x', {
      ...facts,
      ports: {},
      // @ts-expect-error
      probs: {},
    }),
  'a route of a kind that nobody knows': () =>
    service(import.meta, 'x', {
      ...facts,
      ports: { http: http(80) },
      // @ts-expect-error
      routes: { internet: { port: 'http' } },
    }),
  'a public route that does not say how it is served': () =>
    service(import.meta, 'x', {
      ...facts,
      ports: { http: http(80) },
      // @ts-expect-error
      routes: { public: { port: 'http' } },
    }),
  'a service without a workload': () =>
    // @ts-expect-error
    service(import.meta, 'x', { title: 'X', summary: 'x', ports: {} }),
  'a need of a port that the provider does not have': () =>
    // @ts-expect-error
    endpoint(web, 'metrics', 'scrapes it'),
  'a database on a service that is no server': () =>
    // @ts-expect-error
    database(web, 'x', { bootstrap: {}, backup: dumped }),
  'a use of endpoints for a database': () =>
    // @ts-expect-error
    database(sql, 'x', { bootstrap: {}, backup: dumped, use: ofEndpoint }),
  'a use of databases for an endpoint': () =>
    // @ts-expect-error
    endpoint(web, 'http', 'asks it things', ofDatabase),
  'a use that does not say what it uses': () =>
    // @ts-expect-error
    endpoint(web, 'http', 'asks it things', { kind: 'env' }),
  'a use of a role': () =>
    // @ts-expect-error
    role(sql, 'x', { password: secrets.app.password, use: ofDatabase }),
  'a login of a public client that has a secret': () =>
    // @ts-expect-error
    oidcLogin(web, { back: ['ops'], public: true, secret: secrets.app.password, as: asLoginByHand('/back') }),
  'a login without a word on its secret': () =>
    // @ts-expect-error
    oidcLogin(web, { back: ['ops'], as: asLoginByHand('/back') }),
  'a secret for the machines of those who log in': () =>
    // @ts-expect-error
    oidcLogin(web, { back: [{ localPort: 8085 }], secret: secrets.app.password, as: asLoginByHand('/back') }),
  'a database without a word on its backup': () =>
    // @ts-expect-error
    database(sql, 'x', { bootstrap: {} }),
  'a folder without a word on its backup': () =>
    // @ts-expect-error
    folder('/srv', 'pages'),
  'data that is not backed up, without a reason': () =>
    // @ts-expect-error
    notBackedUp(),
  'an item that the vault does not list': () =>
    // @ts-expect-error
    secrets.other,
  'a field that the item does not have': () =>
    // @ts-expect-error
    secrets.app.token,
  'a secret value in place of a reference': () =>
    // @ts-expect-error
    database(sql, 'x', { role: { password: 'hunter2' }, backup: dumped }),
  'a tag without its prefix': () =>
    // @ts-expect-error
    tagged('nas'),
  'a tagged host with a user': () =>
    // @ts-expect-error
    host('x', { platform: 'nas', role: 'x', tailnet: { by: 'tags', tags: ['tag:nas'], owner: 'admin' } }),
  'a tagged host without a tag': () =>
    // @ts-expect-error
    host('x', { platform: 'nas', role: 'x', tailnet: { by: 'tags', tags: [] } }),
  'a machine of a kind that nobody knows': () =>
    // @ts-expect-error
    host('x', { platform: 'windows', role: 'x' }),
  'an acceptance of what is left out': () =>
    // @ts-expect-error
    accept('duplicate-path', 'we have two of them'),
  'a need of a kind that nobody knows': (): Need =>
    // @ts-expect-error
    ({ need: 'wish', of: web }),
}

test('what is legal stays so', () => {
  const needs = (): Needs => [
    endpoint(web, 'http', 'asks it things'),
    database(sql, 'x', { bootstrap: {}, backup: dumped }),
    endpoint(web, 'http', 'asks it things', ofEndpoint),
    database(sql, 'y', { bootstrap: {}, backup: dumped, use: ofDatabase }),
  ]
  expect(needs().map(({ need }) => need)).toEqual(['endpoint', 'database', 'endpoint', 'database'])
  expect(restrictedTo('tag:target', 'tag:proxy')).toEqual({ by: 'tags', tags: ['tag:proxy'], reaches: 'tag:target' })
  expect(Object.keys(illegal).length).toBeGreaterThan(15)
})
