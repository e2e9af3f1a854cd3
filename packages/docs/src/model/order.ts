import { type Cluster, needsStore, type ResolvedService, storesIn } from '@homelab/estate/model'
import { inCluster } from './cluster.ts'
import type { Facts } from './facts.ts'
import { onHost } from './host.ts'

/**
 * The services of a cluster that its delivery brings up, in an order in which each comes after what it waits for, and after
 * the store of its secrets. The delivery itself is among them: what was applied by hand could not hold what needs an operator.
 */
export function bringUpOrder(facts: Facts, cluster: Cluster): readonly ResolvedService[] {
  const stores = storesIn(facts.resolved)
  const members = inStartOrder(facts).filter(service => inCluster(facts, service)?.cluster.name === cluster.name)
  return ordered(members, service => [...waitsOf(facts, service.name), ...(needsStore(service) ? stores : [])])
}

/** The services of a host that roles set up: its proxies first, and each after what it needs on hosts. */
export function roleOrder(facts: Facts, host: string): readonly ResolvedService[] {
  const members = inStartOrder(facts).filter(service => onHost(facts, service)?.host.name === host)
  const proxies = members.filter(({ serves }) => serves.length > 0)
  return ordered([...proxies, ...members], ({ name }) => [
    ...waitsOf(facts, name),
    ...facts.find.flowsFrom(name).flatMap(({ to, origin }) => (origin === 'need' ? [to] : [])),
  ])
}

function inStartOrder({ resolved, find }: Facts): readonly ResolvedService[] {
  return resolved.startOrder.flatMap(name => find.service(name) ?? [])
}

function waitsOf({ resolved }: Facts, name: string): readonly string[] {
  return resolved.waits.filter(({ from }) => from === name).map(({ to }) => to)
}

/** Each after those that `before` names; where that is a circle, the order that was given decides. */
function ordered(
  services: readonly ResolvedService[],
  before: (service: ResolvedService) => readonly string[],
): readonly ResolvedService[] {
  const members = new Map(services.map(service => [service.name, service]))
  const done = new Set<ResolvedService>()
  const visit = (service: ResolvedService, path: ReadonlySet<ResolvedService>): void => {
    if (done.has(service) || path.has(service)) return
    const next = new Set([...path, service])
    for (const name of before(service)) {
      const other = members.get(name)
      if (other !== undefined) visit(other, next)
    }
    done.add(service)
  }
  for (const service of services) visit(service, new Set())
  return [...done]
}
