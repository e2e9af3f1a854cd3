/** What Caddy does for private routes besides carrying them, asked of it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asLoginInFront } from '@homelab/ansible-gen'
import { type Estate, endpoint, external, http, https, type OpsRoute, service } from '@homelab/estate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caddyWith, door } from '../../findings/caddy.ts'
import { box, fixture, vaulted } from '../../findings/parts.ts'
import { ownCertificate } from '../../support/certificate.ts'
import { openFindings, render } from '../../support/render.ts'
import { skipped } from '../tools.ts'
import { builtCaddy, startCaddy } from './caddy.ts'
import { certificatesFor } from './certificates.ts'
import { Agent, request } from './client.ts'
import { Network, noNamespace } from './namespace.ts'

const INSIDE = '10.9.0.5'
const OUTSIDE = '10.9.0.9'
const missing = noNamespace() ?? (builtCaddy === undefined ? skipped('go') : undefined)
const program = builtCaddy ?? ''
let network: Network
let agent: Agent
let caddyfile = ''

/** @param authority which signed the certificate of the service */
function estateOf(authority: string): Estate {
  const name = 'nas.example.org'
  const web = (host: string, route: Omit<OpsRoute, 'port'>) => ({ port: 'http' as const, host, ...route })
  const own = (host: string, certificate?: OpsRoute['certificate']) =>
    ({ port: 'https', host, ...(certificate && { certificate }) }) as const
  const app = service(import.meta, 'app', {
    title: 'App',
    summary: 'app',
    ports: { http: http(3000), https: https(8443) },
    workload: external(box),
    routes: {
      ops: [
        web('app', {}),
        web('inside', { allowedFrom: ['10.9.0.0/29', '2001:db8::/32'] }),
        web('told', {
          headers: {
            toService: { 'Remote-User': 'nobody', 'X-Told': '{http.request.host} \\{x} "y" `z' },
            toBrowser: { 'Content-Type': 'text/x-told', 'X-Shown': '{http.request.host}' },
          },
        }),
        own('signed', { name, authority }),
        own('misnamed', { name: 'other.example.org', authority }),
        own('foreign', { name, authority: ownCertificate }),
        own('unverified', { unverified: 'both are in one network' }),
        own('public'),
        web('guarded', { loginInFront: true }),
        web('narrow', { loginInFront: true, allowedFrom: ['10.9.0.0/29'] }),
      ],
    },
  })
  const portal = service(import.meta, 'portal', {
    title: 'Portal',
    summary: 'lets people log in',
    ports: { http: http(9091) },
    workload: external(box),
    routes: { ops: { port: 'http' } },
  })
  const caddy = caddyWith(() => [
    endpoint(
      portal,
      'http',
      'asks who is logged in',
      asLoginInFront({ path: '/verify', copies: ['Remote-User', 'Remote-Groups'] }),
    ),
  ])
  return fixture(import.meta, {
    ...{ hosts: [box, door], clusters: [], vaults: [vaulted.vault], services: [caddy, portal, app] },
  })
}

beforeAll(async () => {
  if (missing !== undefined) return
  network = await Network.open([INSIDE, OUTSIDE, '192.0.2.1'])
  agent = new Agent(network)
  const tls = await certificatesFor(network.folder, ['nas.example.org'])
  await agent.tell({ do: 'serve', name: 'http', address: '192.0.2.1', port: 3000 })
  await agent.tell({ do: 'serve', name: 'portal', address: '192.0.2.1', port: 9091 })
  await agent.tell({ do: 'serve', name: 'https', address: '192.0.2.1', port: 8443, tls })
  const { files, findings } = render(estateOf(readFileSync(tls.authority, 'utf8')))
  expect(openFindings(findings)).toEqual([])
  caddyfile = files.get('caddy/Caddyfile') ?? ''
  await startCaddy(network, caddyfile, async () => (await ask('app')).status === 200)
}, 900_000)
afterAll(async () => {
  await network?.close()
})

function ask(label: string, from = OUTSIDE, headers: Readonly<Record<string, string>> = {}) {
  const name = `${label}.ops.example.org`
  return agent.ask({ from, port: 443, tlsName: name, raw: request('GET /x', { Host: name, ...headers }) })
}

describe.skipIf(missing !== undefined)(`private routes${missing === undefined ? '' : ` (${missing})`}`, () => {
  test('Caddy accepts the file as it is, and would write it so', async () => {
    const file = join(network.folder, 'unmodified')
    writeFileSync(file, caddyfile)
    const env = { HOME: network.folder, DNS_TOKEN: 'stand-in' }
    const fine = await network.run(program, ['validate', '--config', file, '--adapter', 'caddyfile'], env)
    expect(fine.all).toMatch(/Valid configuration/)
    expect(fine.all).not.toMatch(/"level":"warn"|not formatted/)
  })

  test('who is at another address is refused, whatever it says of itself, and the service hears nothing', async () => {
    expect((await ask('inside', INSIDE)).status).toBe(200)
    await agent.seen('http')
    for (const name of ['X-Forwarded-For', 'X-Real-IP', 'Forwarded'])
      expect((await ask('inside', OUTSIDE, { [name]: INSIDE })).status).toBe(403)
    expect(await agent.seen('http')).toEqual([])
    expect((await ask('app', OUTSIDE)).status).toBe(200)
  })

  test('headers take the place of what was said, as they are written', async () => {
    await agent.seen('http')
    const { headers } = await ask('told', OUTSIDE, { 'Remote-User': 'admin', 'remote-user': 'root' })
    expect([headers['content-type'], headers['x-shown']]).toEqual(['text/x-told', '{http.request.host}'])
    const [seen] = await agent.seen('http')
    expect([seen?.headers['remote-user'], seen?.headers['x-told'], seen?.headers['host']]).toEqual([
      'nobody',
      '{http.request.host} \\{x} "y" `z',
      'told.ops.example.org',
    ])
  })

  test('who is not logged in is led to the login, and the service hears nothing', async () => {
    await agent.seen('http')
    await agent.seen('portal')
    const { status, headers } = await ask('guarded', OUTSIDE, { 'Remote-User': 'admin' })
    expect([status, headers['location']]).toEqual([302, 'https://portal.example/'])
    expect(await agent.seen('http')).toEqual([])
    const [asked] = await agent.seen('portal')
    expect(asked?.url).toBe('/verify')
    expect(asked?.headers).toMatchObject({
      ...{ 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/x', 'x-forwarded-proto': 'https' },
      'x-forwarded-host': 'guarded.ops.example.org',
    })
    expect(asked?.headers).not.toHaveProperty('remote-user')
  })

  test.each([
    ['ann', 'ann'],
    ['nameless', undefined],
  ])('of %s the service hears what the login says, and nothing that the visitor says', async (session, user) => {
    await agent.seen('http')
    // Where variables are made of headers, a hyphen and an underscore are the same: Caddy passes none with underscores on.
    const forged = {
      ...{ Cookie: `session=${session}`, 'Remote-User': 'admin', 'remote-groups': 'admins' },
      ...{ Remote_User: 'admin', remote_groups: 'admins' },
    }
    expect((await ask('guarded', OUTSIDE, forged)).status).toBe(200)
    const [seen] = await agent.seen('http')
    expect([seen?.headers['remote-user'], seen?.headers['remote-groups']]).toEqual([user, undefined])
    expect([seen?.headers['remote_user'], seen?.headers['remote_groups']]).toEqual([undefined, undefined])
  })

  test('who is at another address is not even asked to log in', async () => {
    await agent.seen('portal')
    expect((await ask('narrow', OUTSIDE, { Cookie: 'session=ann' })).status).toBe(403)
    expect(await agent.seen('portal')).toEqual([])
    expect((await ask('narrow', INSIDE, { Cookie: 'session=ann' })).status).toBe(200)
  })

  test.each([
    ['signed', 200],
    ['misnamed', 502],
    ['foreign', 502],
    ['unverified', 200],
    ['public', 502],
  ])('behind %s is %i', async (label, status) => {
    expect((await ask(label)).status).toBe(status)
  })
})
