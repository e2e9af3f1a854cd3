import { type Host, lookup, type Resolved, type ResolvedService } from '@homelab/estate'
import { type HostWorkload, isHostService } from '../host/workload.ts'

/** A service of a host with its workload. */
export interface HostService {
  readonly service: ResolvedService
  readonly workload: HostWorkload
  readonly host: Host
}

/** The services that are rendered for hosts. */
export function hostServices(resolved: Resolved): readonly HostService[] {
  const find = lookup(resolved)
  return resolved.services.flatMap(service => {
    const { workload } = service
    const host = workload.at.kind === 'host' ? find.host(workload.at.name) : undefined
    return isHostService(workload) && host !== undefined ? [{ service, workload, host }] : []
  })
}
