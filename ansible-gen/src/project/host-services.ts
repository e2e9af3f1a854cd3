import { type Host, lookup, type ResolvedWithWorkloads, type ServiceWithWorkload } from '@homelab/estate'
import type { HostWorkload } from '../host/workload.ts'

/** A service of a host with its workload. */
export interface HostService {
  readonly service: ServiceWithWorkload
  readonly workload: HostWorkload
  readonly host: Host
}

/** The services that are rendered for hosts. The kind decides the rest: only `hostService` makes it. */
export function hostServices(resolved: ResolvedWithWorkloads): readonly HostService[] {
  const find = lookup(resolved)
  return resolved.services.flatMap(service => {
    const { workload } = service
    const host = service.at.kind === 'host' ? find.host(service.at.name) : undefined
    if (workload.kind !== 'host-service' || host === undefined) return []
    return [{ service, workload: workload as HostWorkload, host }]
  })
}
