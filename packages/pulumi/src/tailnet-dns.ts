/** The DNS settings of the tailnet: one resource for all of them, and what Tailscale would refuse. */

import { isIP } from 'node:net'
import { type Finding, isDnsName, type Nameserver, type Resolved, type TailnetDns } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Resource, Value } from './program.ts'
import { providerOptions } from './stack-files.ts'

/** https://www.pulumi.com/registry/packages/tailscale/api-docs/dnsconfiguration/ */
export function dnsResource({ tailnetStack }: Resolved): Readonly<Record<string, Resource>> {
  const dns = tailnetStack?.dns
  if (tailnetStack === undefined || dns === undefined) return {}
  return {
    [dns.resource]: {
      type: 'tailscale:index/dnsConfiguration:DnsConfiguration',
      properties: propertiesOf(dns),
      options: { ...providerOptions(tailnetStack) },
    },
  }
}

/** Everything is said: what is left out would keep what somebody set by hand. */
function propertiesOf({ magicDns, overrideLocalDns = false, ...dns }: TailnetDns): Readonly<Record<string, Value>> {
  const { nameservers = [], splitDns = [], searchPaths = [] } = dns
  return {
    magicDns,
    overrideLocalDns,
    nameservers: nameservers.map(serverValue),
    splitDns: splitDns.map(({ domain, nameservers: own }) => ({ domain, nameservers: own.map(serverValue) })),
    searchPaths,
  }
}

function serverValue({ address, useWithExitNode = false }: Nameserver): Value {
  return { address, useWithExitNode }
}

export function dnsFindings({ tailnetStack }: Resolved): readonly Finding[] {
  const dns = tailnetStack?.dns
  if (tailnetStack === undefined || dns === undefined) return []
  const { nameservers = [], splitDns = [], searchPaths = [], overrideLocalDns = false } = dns
  const wrong = (path: string, problem: string, fix: string, got?: string): Finding => ({
    code: 'invalid-dns',
    where: { subject: 'tailnet', path: `dns.${path}`, at: ['tailnetStack', 'dns'], file: tailnetStack.file },
    problem,
    ...present({ got }),
    fix,
  })
  const servers = (path: string, list: readonly Nameserver[]): readonly Finding[] =>
    list
      .filter(({ address }) => isIP(address) === 0)
      .map(({ address }) => wrong(path, 'a nameserver is no address', 'write its IPv4 or IPv6 address', address))
  const names = (path: string, domain: string): readonly Finding[] =>
    isDnsName(domain)
      ? []
      : [wrong(path, 'no name of a domain', 'write it in lower case, without a dot at the end', domain)]
  return [
    ...servers('nameservers', nameservers),
    ...(overrideLocalDns && nameservers.length === 0
      ? [
          wrong(
            'overrideLocalDns',
            'no nameserver is there to ask instead of local ones',
            'state nameservers, or leave it out',
          ),
        ]
      : []),
    ...splitDns.flatMap(({ domain, nameservers: own }) => [
      ...names(`splitDns.${domain}`, domain),
      ...(own.length === 0
        ? [wrong(`splitDns.${domain}`, 'the domain has no nameserver', 'state its nameservers, or leave it out')]
        : servers(`splitDns.${domain}.nameservers`, own)),
    ]),
    ...searchPaths.flatMap(domain => names('searchPaths', domain)),
  ]
}
