/** The stack of a DNS zone. */

import type { DnsStackProps, InFile, Resolved } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { zoneRules } from './carried.ts'
import { knowsProvider, resourcesOf } from './dns-providers.ts'
import { expression, type Program } from './program.ts'
import { privateSubdomain, recordsOf, subdomainKey } from './records.ts'
import type { StackProgram } from './stack-files.ts'

/** Given by whoever runs it: the address to which private names lead. */
export const targetAddressKey = 'targetIp'

const domainKey = 'domain'

export const dnsFolder = 'pulumi/dns'

export function dnsProgram(resolved: Resolved): StackProgram | undefined {
  const { dns } = resolved
  if (dns === undefined || !knowsProvider(dns)) return undefined
  const subdomain = privateSubdomain(resolved, dns)
  const settings = {
    config: {
      [`${dns.project}:${domainKey}`]: dns.zone,
      ...present({ [`${dns.project}:${subdomainKey}`]: subdomain }),
    },
  }
  return { folder: dnsFolder, stack: dns, program: programOf(resolved, dns), settings }
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
    config: { [domainKey]: text, ...(isPrivate && { [subdomainKey]: text, [targetAddressKey]: text }) },
    resources: Object.fromEntries([
      ...records.flatMap(record => resourcesOf(record, dns, expression(domainKey))),
      ...zoneRules(resolved, dns),
    ]),
    outputs: {
      domain: expression(domainKey),
      ...(isPrivate && {
        wildcard_fqdn: `*.${base}`,
        base_fqdn: base,
        target_ip: expression(targetAddressKey),
      }),
      ...Object.fromEntries(
        records.flatMap(({ name, publicName }) =>
          publicName === undefined ? [] : [[`${name.replaceAll(/[.-]/g, '_')}_public_fqdn`, publicName]],
        ),
      ),
    },
  }
}
