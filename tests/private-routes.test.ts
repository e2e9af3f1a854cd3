/** What the private proxy does for a route besides carrying it: each expectation by hand. */
import { type Estate, external, http, https, type OpsRoute, service } from '@homelab/estate'
import { expect, test } from 'vitest'
import { caddy, door } from './findings/caddy.ts'
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

test('nothing said, nothing done', () => {
  expect(handled(estateWith({}))).toBe('reverse_proxy http://192.0.2.1:3000')
})

test('other addresses are refused before the service hears of it', () => {
  expect(handled(estateWith({ allowedFrom: ['192.0.2.0/24', '2001:db8::/32'] }))).toBe(
    [
      '@elsewhere not remote_ip 192.0.2.0/24 2001:db8::/32',
      'respond @elsewhere 403',
      'reverse_proxy http://192.0.2.1:3000',
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
      '}',
    ].join('\n'),
  )
})

test('a Host that is said takes the place of the visitor’s', () => {
  const headers = { toService: { host: 'nas' } }
  expect(handled(estateWith({ headers }, 'https'))).toBe(
    ['reverse_proxy https://192.0.2.1:8443 {', 'header_up host nas', '}'].join('\n'),
  )
})

test('a certificate of its own is known by its authority and a name', () => {
  const der = ownCertificate.replaceAll(/-----.*-----|\s/g, '')
  const certificate = { name: 'nas.example.org', authority: ownCertificate }
  expect(handled(estateWith({ certificate }, 'https'))).toBe(
    [
      'reverse_proxy https://192.0.2.1:8443 {',
      'header_up Host {hostport}',
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
