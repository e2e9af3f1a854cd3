import { type DnsStackProps, dnsStack, domain, estate, type Resolved, resolve, vault } from '@homelab/estate'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { dnsStackFiles } from './dns.ts'
import { expression } from './program.ts'

const meta = { url: 'file:///lab/apps/lab/estate.ts' }
const { vault: safe, secrets } = vault('safe', { product: 'onepassword', items: { dns: { fields: ['token'] } } })

function lab(ops: string, props: Partial<DnsStackProps> = {}): Resolved {
  return resolve(
    estate(meta, 'lab', {
      title: 'Lab',
      hosts: [],
      clusters: [],
      domains: { ops: domain('ops', ops) },
      vaults: [safe],
      people: [],
      shares: [],
      services: [],
      dns: dnsStack(meta, {
        project: 'names',
        stack: 'main',
        summary: 'Names',
        provider: { name: 'gandi', version: '1.2.3' },
        credentials: { TOKEN: secrets.dns.token },
        zone: 'example.org',
        ttlSeconds: 60,
        addressVariable: 'ADDRESS',
        ...props,
      }),
    }),
  )
}

function rendered(resolved: Resolved): readonly unknown[] {
  return dnsStackFiles(resolved).map(({ content }) => parse(content))
}

test('private names lie below their subdomain, at the address that the run gives', () => {
  const record = { type: 'A', ttl: 60, values: [expression('targetIp')], zone: expression('domain') }
  expect(rendered(lab('in.home.example.org'))).toMatchObject([
    {
      name: 'names',
      config: { domain: { type: 'string' }, subdomain: { type: 'string' }, targetIp: { type: 'string' } },
      resources: {
        'in.home-wildcard': {
          properties: { ...record, name: `*.${expression('subdomain')}` },
          options: { version: '1.2.3' },
        },
        'in.home-base': { properties: { ...record, name: expression('subdomain') } },
      },
    },
    { config: { 'names:domain': 'example.org', 'names:subdomain': 'in.home' } },
  ])
})

test('private names of another zone have no records here', () => {
  const [program, settings] = rendered(lab('ops.example.com'))
  expect(program).toMatchObject({
    config: { domain: { type: 'string' } },
    resources: {},
    outputs: { domain: expression('domain') },
  })
  expect(settings).toEqual({ config: { 'names:domain': 'example.org' } })
})

test('nothing in a stated record is an expression', () => {
  const text = {
    resource: 'proof',
    name: '@',
    type: 'TXT',
    ttlSeconds: 300,
    values: [`v=${expression('x')} costs $5`],
  } as const
  expect(rendered(lab('ops.example.com', { records: [text] }))[0]).toMatchObject({
    resources: {
      proof: { properties: { name: '@', type: 'TXT', ttl: 300, values: [`v=$${expression('x')} costs $5`] } },
    },
  })
})
