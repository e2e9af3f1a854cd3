import { fills, type Slots } from '@homelab/estate/contents'
import { type Finding, lookup, type Resolved, type ResolvedService } from '@homelab/estate/model'
import { dnsmasqSlot } from './slot.ts'

/** dnsmasq's answers for the estate's private names. */
export const dnsmasqSlots: Slots = fills(dnsmasqSlot, privateNames)

function privateNames(resolved: Resolved, service: ResolvedService): string | Finding {
  const { host, serving } = lookup(resolved)
  const domains = resolved.domains.filter(({ kind }) => kind === 'ops')
  const led = domains.map(({ name, suffix }) => {
    const [proxy] = serving(name)
    return { name, suffix, address: proxy && host(proxy.at.name)?.lanAddress }
  })
  const lost = led.find(({ address }) => address === undefined)
  if (led.length === 0 || lost !== undefined) {
    return {
      code: 'empty-setting',
      where: { subject: service.name, path: 'workload', file: service.file },
      problem:
        domains.length < 2
          ? 'there is no private name that it could lead anywhere'
          : `it could lead no name of ${lost?.name} anywhere`,
      got: led.length === 0 ? 'no domain `ops`' : 'no private proxy on a host with a `lanAddress`',
      fix: 'state both, or leave dnsmasq out',
    }
  }
  return [
    // Neither names without a dot nor those of a private domain are asked of anybody else.
    'domain-needed',
    ...led.flatMap(({ suffix, address }) => [`local=/${suffix}/`, `address=/${suffix}/${address}`]),
    '',
  ].join('\n')
}
