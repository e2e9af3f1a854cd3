import { fills, type Slots } from '@homelab/estate/contents'
import { type Finding, lookup, type Resolved, type ResolvedService } from '@homelab/estate/model'
import { dnsmasqSlot } from './slot.ts'

/** dnsmasq's answers for the estate's private names. */
export const dnsmasqSlots: Slots = fills(dnsmasqSlot, privateNames)

function privateNames(resolved: Resolved, service: ResolvedService): string | Finding {
  const suffix = resolved.domains.find(({ kind }) => kind === 'ops')?.suffix
  const proxy = resolved.services.find(({ serves }) => serves === 'ops')
  const address = proxy && lookup(resolved).host(proxy.at.name)?.lanAddress
  if (suffix === undefined || address === undefined) {
    return {
      code: 'empty-setting',
      where: { subject: service.name, path: 'workload', file: service.file },
      problem: 'there is no private name that it could lead anywhere',
      got: suffix === undefined ? 'no domain `ops`' : 'no private proxy on a host with a `lanAddress`',
      fix: 'state both, or leave dnsmasq out',
    }
  }
  return [
    // Neither names without a dot nor those of the private domain are asked of anybody else.
    'domain-needed',
    `local=/${suffix}/`,
    `address=/${suffix}/${address}`,
    '',
  ].join('\n')
}
