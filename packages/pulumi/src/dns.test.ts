import {
  type DnsStackProps,
  dnsStack,
  domain,
  estate,
  type RenderedFile,
  type Resolved,
  resolvedOf,
  vault,
} from '@homelab/estate/model'
import { emptyEstate } from '@homelab/estate/samples'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { dnsProgram } from './dns.ts'
import { providerFindings } from './dns-providers.ts'
import { expression } from './program.ts'
import { stackFiles } from './stack-files.ts'

const meta = { url: 'file:///lab/apps/lab/estate.ts' }
const { vault: safe, secrets } = vault('safe', { store: { kind: 'none' }, items: { dns: { fields: ['token'] } } })

function lab(ops: string, props: Partial<DnsStackProps> = {}): Resolved {
  return resolvedOf(
    estate(meta, 'lab', {
      ...emptyEstate,
      title: 'Lab',
      domains: { ops: domain('ops', ops) },
      vaults: [safe],
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

function filesOf(resolved: Resolved): readonly RenderedFile[] {
  const program = dnsProgram(resolved)
  return program === undefined ? [] : stackFiles(program)
}

function rendered(resolved: Resolved): readonly unknown[] {
  return filesOf(resolved).map(({ content }) => parse(content))
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

test('a record is what its provider calls one', () => {
  const provider = { name: 'cloudflare', version: '6.11.0', zoneId: '0123' } as const
  const stated = (name: string, type: 'MX' | 'CAA' | 'CNAME', ...values: string[]) =>
    ({ resource: type.toLowerCase(), name, type, ttlSeconds: 300, values }) as const
  const records = [
    stated('@', 'MX', '10 in1.example.net.', '20 in2.example.net.'),
    stated('@', 'CAA', '0 issue "letsencrypt.org"'),
    stated('www', 'CNAME', 'example.net.'),
  ]
  const resolved = lab('lab.example.org', { provider, records })
  const [program] = rendered(resolved) as [{ resources: Record<string, { type: string; properties: object }> }]
  expect(new Set(Object.values(program.resources).map(({ type }) => type))).toEqual(
    new Set(['cloudflare:index/dnsRecord:DnsRecord']),
  )
  const zone = expression('domain')
  const common = { zoneId: '0123', ttl: 300 }
  expect(
    Object.fromEntries(Object.entries(program.resources).map(([name, { properties }]) => [name, properties])),
  ).toEqual({
    'lab-wildcard': {
      ...common,
      ttl: 60,
      name: `*.${expression('subdomain')}.${zone}`,
      type: 'A',
      content: expression('targetIp'),
      proxied: false,
    },
    'lab-base': {
      ...common,
      ttl: 60,
      name: `${expression('subdomain')}.${zone}`,
      type: 'A',
      content: expression('targetIp'),
      proxied: false,
    },
    mx: { ...common, name: zone, type: 'MX', priority: 10, content: 'in1.example.net' },
    'mx-2': { ...common, name: zone, type: 'MX', priority: 20, content: 'in2.example.net' },
    caa: { ...common, name: zone, type: 'CAA', data: { flags: '0', tag: 'issue', value: 'letsencrypt.org' } },
    cname: { ...common, name: `www.${zone}`, type: 'CNAME', content: 'example.net', proxied: false },
  })
  expect(providerFindings(resolved)).toEqual([])
})

test('a provider that nobody knows is a finding, not the records of another', () => {
  // As code that does not type-check runs.
  const provider = { name: 'desec', version: '1.0.0' } as unknown as DnsStackProps['provider']
  const resolved = lab('lab.example.org', { provider })
  expect(filesOf(resolved)).toEqual([])
  expect(providerFindings(resolved)).toMatchObject([
    {
      code: 'wrong-type',
      where: { subject: 'dns', path: 'provider.name' },
      got: 'desec',
      expected: 'gandi or cloudflare',
    },
  ])
})
