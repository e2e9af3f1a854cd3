/** The stack of a DNS zone. */

import type { DnsStackProps, InFile, Resolved } from '@homelab/estate/model'
import { zoneRules } from './carried.ts'
import { knowsProvider, resourcesOf } from './dns-providers.ts'
import { expression, type Program } from './program.ts'
import { type PrivateNames, privateNames, recordsOf } from './records.ts'
import type { StackProgram } from './stack-files.ts'

const domainKey = 'domain'

export const dnsFolder = 'pulumi/dns'

export function dnsProgram(resolved: Resolved): StackProgram | undefined {
  const { dns } = resolved
  if (dns === undefined || !knowsProvider(dns)) return undefined
  const subdomains = privateNames(resolved, dns).flatMap(({ subdomain, subdomainKey: key }) =>
    key === undefined ? [] : [[`${dns.project}:${key}`, subdomain] as const],
  )
  const settings = {
    config: { [`${dns.project}:${domainKey}`]: dns.zone, ...Object.fromEntries(subdomains) },
  }
  return { folder: dnsFolder, stack: dns, program: programOf(resolved, dns), settings }
}

function programOf(resolved: Resolved, dns: InFile<DnsStackProps>): Program {
  const all = privateNames(resolved, dns)
  const records = recordsOf(resolved, dns)
  const text = { type: 'string' } as const
  const keys = all.flatMap(({ subdomainKey, addressKey }) => [subdomainKey ?? [], addressKey].flat())
  return {
    name: dns.project,
    runtime: 'yaml',
    description: dns.summary,
    config: { [domainKey]: text, ...Object.fromEntries(keys.map(key => [key, text])) },
    resources: Object.fromEntries([
      ...records.flatMap(record => resourcesOf(record, dns, expression(domainKey))),
      ...zoneRules(resolved, dns),
    ]),
    outputs: {
      domain: expression(domainKey),
      ...Object.fromEntries(all.flatMap(privateOutputs)),
      ...Object.fromEntries(
        records.flatMap(({ name, publicName }) =>
          publicName === undefined ? [] : [[`${name.replaceAll(/[.-]/g, '_')}_public_fqdn`, publicName]],
        ),
      ),
    },
  }
}

/** Of a further domain they have its name before theirs. */
function privateOutputs({ domain, subdomain, subdomainKey, addressKey }: PrivateNames): readonly [string, string][] {
  const base = `${subdomainKey === undefined ? subdomain : expression(subdomainKey)}.${expression(domainKey)}`
  const before = subdomainKey === undefined ? `${domain.replaceAll('-', '_')}_` : ''
  return [
    [`${before}wildcard_fqdn`, `*.${base}`],
    [`${before}base_fqdn`, base],
    [`${before}target_ip`, expression(addressKey)],
  ]
}
