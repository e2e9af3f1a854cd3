import { type Host, lookup, type Resolved, type ResolvedService } from '@homelab/estate'
import type { HostWorkload } from '../host/workload.ts'

/** A service of a host with its workload. */
export interface HostService {
  readonly service: ResolvedService
  readonly workload: HostWorkload
  readonly host: Host
}

/** The services that are rendered for hosts. The kind decides the rest: only `hostService` makes it. */
export function hostServices(resolved: Resolved): readonly HostService[] {
  const find = lookup(resolved)
  return resolved.services.flatMap(service => {
    const { workload } = service
    const host = workload.at.kind === 'host' ? find.host(workload.at.name) : undefined
    if (workload.kind !== 'host-service' || host === undefined) return []
    return [{ service, workload: workload as HostWorkload, host }]
  })
}
