import type { ResolvedWithWorkloads } from '@homelab/estate/model'
import type { Check } from './check.ts'
import { clusterChecks } from './derive/clusters.ts'
import { hostChecks } from './derive/hosts.ts'
import { podChecks } from './derive/pods.ts'
import { routeChecks } from './derive/routes.ts'

/**
 * Everything to ask of a running estate, in the order of its services. A service is asked by what is rendered for it:
 * nothing here can be listed, named or left out by hand.
 */
export function checksOf(resolved: ResolvedWithWorkloads): readonly Check[] {
  const checks = [
    ...resolved.services.flatMap(service => [
      ...hostChecks(resolved, service),
      ...podChecks(resolved, service),
      ...routeChecks(resolved, service),
    ]),
    ...clusterChecks(resolved),
  ]
  return [...Map.groupBy(checks, ({ service }) => service).values()].flat()
}
