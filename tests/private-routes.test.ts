/** What the private proxy does for a route besides carrying it: each expectation by hand. */
import { asLoginInFront } from '@homelab/ansible-gen'
import { type Estate, endpoint, external, host, http, https, type Needs, type OpsRoute, service } from '@homelab/estate'
import { resolvedOf } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { caddy, caddyWith, door } from './findings/caddy.ts'
import { box, fixture, vaulted } from './findings/parts.ts'
import { ownCertificate } from './support/certificate.ts'
import { openFindings, render } from './support/render.ts'

function estateWith(route: Omit<OpsRoute, 'port'>, port: 'http' | 'https' = 'http'): Estate {
  const app = service(import.meta, 'app', {
    title: 'App',
    summary: 'app',
    ports: { http: http(3000), https: https(8443) },
    workload: external(box),
    routes: { ops: { port, ...route } },
  })
  return fixture(import.meta, {
    ...{ hosts: [box, door], clusters: [], vaults: [vaulted.vault], services: [caddy, app] },
  })
}

/** What the proxy does with the name of the app, without indentation. */
function handled(estate: Estate): string {
  const { files, findings } = render(estate)
  expect(openFindings(findings)).toEqual([])
  const lines = (files.get('caddy/Caddyfile') ?? '').split('\n')
  const from = lines.indexOf('\thandle @app {')
  return lines
    .slice(from + 1, lines.indexOf('\t}', from))
    .map(line => line.trim())
    .join('\n')
}

/** With the configuration that it came by, a WebSocket stays. */
const stays = 'stream_close_delay 24h'

test('nothing said, nothing done', () => {
  expect(handled(estateWith({}))).toBe(['reverse_proxy http://192.0.2.1:3000 {', stays, '}'].join('\n'))
})

test('other addresses are refused before the service hears of it', () => {
  expect(handled(estateWith({ allowedFrom: ['192.0.2.0/24', '2001:db8::/32'] }))).toBe(
    [
      '@elsewhere not remote_ip 192.0.2.0/24 2001:db8::/32',
      'respond @elsewhere 403',
      'reverse_proxy http://192.0.2.1:3000 {',
      stays,
      '}',
    ].join('\n'),
  )
})

test('headers are set both ways, as they are written', () => {
  const headers = { toService: { 'X-Told': '{host} "x"' }, toBrowser: { 'X-Frame-Options': 'DENY' } }
  expect(handled(estateWith({ headers }))).toBe(
    [
      'reverse_proxy http://192.0.2.1:3000 {',
      'header_up X-Told `\\{host} "x"`',
      'header_down X-Frame-Options DENY',
      stays,
      '}',
    ].join('\n'),
  )
})

test('a Host that is said takes the place of the visitor’s', () => {
  const headers = { toService: { host: 'nas' } }
  expect(handled(estateWith({ headers }, 'https'))).toBe(
    ['reverse_proxy https://192.0.2.1:8443 {', 'header_up host nas', stays, '}'].join('\n'),
  )
})

test('a certificate of its own is known by its authority and a name', () => {
  const der = ownCertificate.replaceAll(/-----.*-----|\s/g, '')
  const certificate = { name: 'nas.example.org', authority: ownCertificate }
  expect(handled(estateWith({ certificate }, 'https'))).toBe(
    [
      'reverse_proxy https://192.0.2.1:8443 {',
      'header_up Host {hostport}',
      stays,
      'transport http {',
      'tls_server_name nas.example.org',
      'tls_trust_pool inline {',
      `trust_der ${der}`,
      '}',
      '}',
      '}',
    ].join('\n'),
  )
})

test('the exposure page says whom a name answers, and where nobody knows who does', () => {
  const page = (estate: Estate): string => render(estate).files.get('docs/exposure.md') ?? ''
  const allowed = page(estateWith({ allowedFrom: ['192.0.2.0/24'] }))
  expect(allowed).toMatch(/\| `app\.ops\.example\.org` *\| \[\[app.*\| `192\.0\.2\.0\/24` *\|/)
  const unverified = page(estateWith({ certificate: { unverified: 'both are on one wire' } }, 'https'))
  expect(unverified).toMatch(/whoever reaches the proxy *\| not verified: both are on one wire/)
  expect(page(estateWith({}))).not.toContain('Private names')
})

test('a login in front is asked first, at its back end, and says who asks in place of the visitor', () => {
  const portal = service(import.meta, 'portal', {
    title: 'Portal',
    summary: 'lets people log in',
    ports: { http: http(9091) },
    workload: external(box),
    routes: { ops: { port: 'http' } },
  })
  const asks = caddyWith(() => [
    endpoint(
      portal,
      'http',
      'asks who is logged in',
      asLoginInFront({ path: '/verify', copies: ['Remote-User', 'X-A'] }),
    ),
  ])
  const behind = estateWith({ loginInFront: true, allowedFrom: ['192.0.2.7'] })
  const estate = { ...behind, services: [asks, portal, ...behind.services.slice(1)] }
  expect(handled(estate)).toBe(
    [
      'route {',
      '',
      '@elsewhere not remote_ip 192.0.2.7',
      'respond @elsewhere 403',
      'request_header -Remote-User',
      'request_header -X-A',
      'forward_auth http://192.0.2.1:9091 {',
      'uri /verify',
      'copy_headers Remote-User X-A',
      '}',
      'reverse_proxy http://192.0.2.1:3000 {',
      stays,
      '}',
      '}',
    ]
      .filter(line => line !== '')
      .join('\n'),
  )
  expect(render(estate).files.get('docs/exposure.md')).toMatch(/\| `192\.0\.2\.7` *\| in front *\|/)
})

test('programs go another way than through a login in front, or have none', () => {
  const way = (route: Omit<OpsRoute, 'port'>): readonly unknown[] => {
    const guarded = estateWith(route)
    const [, app] = guarded.services
    const asks = service(import.meta, 'asks', {
      title: 'Asks',
      summary: 'asks',
      ports: {},
      workload: external(laptop),
      needs: (): Needs => (app === undefined ? [] : [endpoint(app, 'http', 'asks')]),
    })
    const { flows } = resolvedOf({
      ...guarded,
      hosts: [...guarded.hosts, laptop],
      services: [...guarded.services, asks],
    })
    return flows.filter(({ from }) => from === 'asks').map(({ address }) => address.url)
  }
  expect(way({})).toEqual(['https://app.ops.example.org'])
  expect(way({ loginInFront: true })).toEqual(['http://192.0.2.1:3000'])
})

const laptop = host('laptop', {
  platform: 'linux',
  role: 'asks',
  home: '/home/laptop',
  lanAddress: '192.0.2.3',
})
