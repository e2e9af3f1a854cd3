/** Private names as dnsmasq answers for them. */
import { external, host, http, service } from '@homelab/estate'
import { caddyOn, dnsmasqOn } from '@homelab/services'
import { expect, test } from 'vitest'
import { domains, fixture, secrets } from './findings/parts.ts'
import { openFindings, render } from './support/render.ts'

test('they lead to the host of the private proxy, wherever dnsmasq runs', () => {
  const of = { platform: 'linux', role: 'x', user: 'ann' } as const
  const front = host('front', { ...of, lanAddress: '192.0.2.4' })
  const pi = host('pi', { ...of, architecture: 'arm64', lanAddress: '192.0.2.5' })
  const caddy = service(import.meta, 'caddy', {
    ...caddyOn(front, {
      ...{ job: 'caddy', how: 'Build it.', example: 'wiki', dns: { provider: 'acme', tokenVariable: 'DNS_TOKEN' } },
      token: { variable: 'DNS_TOKEN', value: secrets.app.password },
    }),
  })
  const wiki = service(import.meta, 'wiki', {
    title: 'Wiki',
    summary: 'notes',
    ports: { http: http(3000) },
    workload: external(front),
    probes: { health: { port: 'http', path: '/health' } },
    routes: { ops: { port: 'http' } },
  })
  const names = service(import.meta, 'names', { ...dnsmasqOn(pi) })
  const { files, findings } = render(
    fixture(import.meta, { hosts: [front, pi], clusters: [], services: [caddy, wiki, names], domains }),
  )
  expect(openFindings(findings)).toEqual([])
  expect(files.get('ansible/roles/names/templates/private-names.conf.j2')).toBe(
    'domain-needed\nlocal=/ops.example.org/\naddress=/ops.example.org/192.0.2.4\n',
  )
  expect(files.get('ansible/playbooks/pi.yml')).toContain('role: names')
})

test('the home of a login is where Debian makes it, unless it is said', () => {
  const of = { platform: 'linux', role: 'x' } as const
  expect([host('a', { ...of, user: 'ann' }).home, host('b', { ...of, user: 'root' }).home]).toEqual([
    '/home/ann',
    '/root',
  ])
  expect(host('c', { ...of, user: 'ann', home: '/srv/ann' }).home).toBe('/srv/ann')
  expect(host('d', of).home).toBeUndefined()
  expect(host('e', { ...of, platform: 'macos', user: 'ann' }).home).toBeUndefined()
})
