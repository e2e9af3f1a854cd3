/** The stack of a DNS zone at Gandi: https://www.pulumi.com/registry/packages/gandi/api-docs/livedns/record/ */
import type { DnsStackProps, InFile, RenderedFile, Resolved } from '@homelab/estate'
import { expression, type Program, type Resource } from './program.ts'
import { privateSubdomain, recordsOf, subdomainKey, type ZoneRecord } from './records.ts'
import { providerOptions, stackFiles } from './stack-files.ts'

/** Given by whoever runs it: the address to which private names lead. */
export const targetAddressKey = 'targetIp'

const domainKey = 'domain'

export const dnsFolder = 'pulumi/dns'

export function dnsStackFiles(resolved: Resolved): readonly RenderedFile[] {
  const { dns } = resolved
  if (dns === undefined) return []
  const subdomain = privateSubdomain(resolved, dns)
  const settings = {
    config: {
      [`${dns.project}:${domainKey}`]: dns.zone,
      ...(subdomain === undefined ? {} : { [`${dns.project}:${subdomainKey}`]: subdomain }),
    },
  }
  return stackFiles(dnsFolder, dns, programOf(resolved, dns), settings)
}

function programOf(resolved: Resolved, dns: InFile<DnsStackProps>): Program {
  const isPrivate = privateSubdomain(resolved, dns) !== undefined
  const records = recordsOf(resolved, dns, expression(targetAddressKey))
  const base = `${expression(subdomainKey)}.${expression(domainKey)}`
  const text = { type: 'string' } as const
  return {
    name: dns.project,
    runtime: 'yaml',
    description: dns.summary,
    config: { [domainKey]: text, ...(isPrivate ? { [subdomainKey]: text, [targetAddressKey]: text } : {}) },
    resources: Object.fromEntries(records.map(record => [record.resource, recordResource(record, dns)])),
    outputs: {
      domain: expression(domainKey),
      ...(isPrivate
        ? {
            wildcard_fqdn: `*.${base}`,
            base_fqdn: base,
            target_ip: expression(targetAddressKey),
          }
        : {}),
      ...Object.fromEntries(
        records.flatMap(({ name, publicName }) =>
          publicName === undefined ? [] : [[`${name.replaceAll(/[.-]/g, '_')}_public_fqdn`, publicName]],
        ),
      ),
    },
  }
}

function recordResource({ name, type, ttlSeconds, values }: ZoneRecord, dns: DnsStackProps): Resource {
  return {
    type: 'gandi:livedns/record:Record',
    properties: { zone: expression(domainKey), name, type, ttl: ttlSeconds, values },
    options: { ...providerOptions(dns) },
  }
}
