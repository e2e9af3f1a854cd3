/** What a record is at each DNS provider. */
import type { DnsProvider, DnsStackProps, Finding, InFile, Resolved } from '@homelab/estate/model'
import type { Resource, Value } from './program.ts'
import type { ZoneRecord } from './records.ts'
import { providerOptions } from './stack-files.ts'

type Properties = Readonly<Record<string, Value>>

interface RecordShape<P extends DnsProvider> {
  /** With its module, as the URN has it. */
  readonly type: string
  /** Each resource of one record; `zone` may be an expression of the program. */
  readonly resources: (record: ZoneRecord, zone: string, provider: P) => readonly Properties[]
}

type Shapes = { readonly [N in DnsProvider['name']]: RecordShape<Extract<DnsProvider, { name: N }>> }

const shapes: Shapes = {
  // https://www.pulumi.com/registry/packages/gandi/api-docs/livedns/record/
  gandi: {
    type: 'gandi:livedns/record:Record',
    resources: ({ name, type, ttlSeconds, values }, zone) => [{ zone, name, type, ttl: ttlSeconds, values }],
  },
  // https://www.pulumi.com/registry/packages/cloudflare/api-docs/dnsrecord/: one value each, names in full
  cloudflare: {
    type: 'cloudflare:index/dnsRecord:DnsRecord',
    resources: ({ name, type, ttlSeconds, values, carried = false }, zone, { zoneId }) =>
      values.map(value => ({
        zoneId,
        name: name === '@' ? zone : `${name}.${zone}`,
        type,
        // How long is their own affair then: 1 is what they call that.
        ttl: carried ? 1 : ttlSeconds,
        ...cloudflareContent(type, value),
        // A private address behind their proxy would answer nobody.
        ...((type === 'A' || type === 'AAAA' || type === 'CNAME') && { proxied: carried }),
      })),
  },
}

/** Whether records can be made at the provider: types are stripped at run time. */
export function knowsProvider({ provider }: Pick<DnsStackProps, 'provider'>): boolean {
  return Object.hasOwn(shapes, provider.name)
}

/** The resources of a record, by name: the first has the record's own, further values are numbered from 2. */
export function resourcesOf(
  record: ZoneRecord,
  dns: DnsStackProps,
  zone: string,
): readonly (readonly [string, Resource])[] {
  const { provider } = dns
  const { type, resources } = shapes[provider.name] as RecordShape<DnsProvider>
  const options = { ...providerOptions(dns) }
  return resources(record, zone, provider).map((properties, index) => [
    index === 0 ? record.resource : `${record.resource}-${index + 1}`,
    { type, properties, options },
  ])
}

export function providerFindings({ dns }: Resolved): readonly Finding[] {
  return dns === undefined || knowsProvider(dns) ? [] : [unknownProvider(dns)]
}

function unknownProvider({ provider, file }: InFile<DnsStackProps>): Finding {
  return {
    code: 'wrong-type',
    where: { subject: 'dns', path: 'provider.name', file },
    problem: 'nobody knows what a record is at this provider, so the stack was left out',
    got: provider.name,
    expected: Object.keys(shapes).join(' or '),
    fix: 'add the provider to packages/pulumi/src/dns-providers.ts, or leave out `dns` and keep the records by hand',
  }
}

/** The parts of a value that have a property of their own there. */
function cloudflareContent(type: ZoneRecord['type'], value: string): Properties {
  const [first = '', second = '', ...rest] = value.split(' ')
  if (type === 'MX') return { priority: Number(first), content: second.replace(/\.$/, '') }
  if (type === 'CAA') return { data: { flags: first, tag: second, value: rest.join(' ').replaceAll('"', '') } }
  return { content: type === 'CNAME' ? value.replace(/\.$/, '') : value }
}
