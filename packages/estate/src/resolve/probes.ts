import type { Way } from '../domain.ts'
import { healthOf } from '../probe.ts'
import type { Address, Flow, OutsideProbe } from '../resolved.ts'
import type { StatedService } from '../state/stated.ts'
import { addressFor, routeAddress } from './address.ts'
import { wayText } from './domains.ts'
import { type Draft, portOf, whereIs } from './draft.ts'

/** What a collector asks of a service over HTTP, and the traffic that it makes. */
export interface Asked {
  readonly probe: OutsideProbe
  readonly flow: Flow
}

/** Whether the service is healthy, and whether each of its public names answers. */
export function probesOf(draft: Draft, service: StatedService, prober: StatedService): readonly Asked[] {
  const own = health(draft, service, prober)
  const asked = new Set(own.map(({ flow }) => flow.address.host))
  return [...own, ...publicNames(draft, service, prober).filter(({ flow }) => !asked.has(flow.address.host))]
}

function health(draft: Draft, service: StatedService, prober: StatedService): readonly Asked[] {
  const stated = service.probes?.health
  const asks = healthOf(service.probes)
  if (asks === undefined) return []
  const address = healthAddress(draft, service, prober)
  if (address === undefined && stated !== undefined && portOf(service, asks.port) !== undefined) {
    const { via } = stated
    draft.findings.push({
      code: 'unreachable-route',
      where: whereIs(service, 'probes.health'),
      problem:
        via === undefined
          ? `${prober.name}, which is to probe it, has no way to it`
          : `it is to be probed through its ${wayText(via)} route and has none to this port${isPrivate(via) ? ' without a login in front' : ''}`,
      got: asks.port,
      fix: via === undefined ? 'give it a route, or leave `health` out' : 'declare the route, or leave `via` out',
    })
  }
  if (address === undefined || (address.scheme !== 'http' && address.scheme !== 'https')) return []
  const { name, title } = service
  return [asked(prober, service, asks.port, address, { name, title, path: asks.path })]
}

function isPrivate(via: Way): boolean {
  return via !== 'tailnet' && via !== 'public'
}

/** Where a service is asked whether it is healthy; `undefined` where no way leads there, or nothing is to be asked. */
export function healthAddress(draft: Draft, service: StatedService, prober: StatedService): Address | undefined {
  const asks = healthOf(service.probes)
  if (asks === undefined) return undefined
  const via = service.probes?.health?.via
  return via === undefined
    ? addressFor(draft, prober.workload.at, service, asks.port)
    : routeAddress(draft, service, asks.port, whereIs(service, 'probes.health.via'), via)
}

/**
 * The way from the internet is another one: its proxy may be down, or its certificate ended, while the service is well.
 * There it is asked for the page that people open: all else may be refused.
 */
function publicNames(draft: Draft, service: StatedService, prober: StatedService): readonly Asked[] {
  return (draft.routesOf.get(service.name) ?? [])
    .filter(({ kind, protocol }) => kind === 'public' && protocol === 'https')
    .map(({ port, hostname, listen, url }) => {
      const address: Address = { scheme: 'https', host: hostname, port: listen, url, via: 'public' }
      return asked(prober, service, port, address, { name: hostname, title: hostname, path: '/' })
    })
}

function asked(
  prober: StatedService,
  service: StatedService,
  port: string,
  address: Address,
  { name, title, path }: { readonly name: string; readonly title: string; readonly path: string },
): Asked {
  return {
    probe: { name, service: service.name, title, by: prober.name, url: address.url + path },
    flow: {
      from: prober.name,
      to: service.name,
      port,
      why: address.via === 'public' ? 'asks whether its public name answers' : 'asks whether it is healthy',
      origin: 'probe',
      address,
    },
  }
}
