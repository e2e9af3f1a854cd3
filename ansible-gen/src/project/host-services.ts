import { type Host, lookup, type ResolvedWithWorkloads, type ServiceWithWorkload } from '@homelab/estate'
import { type HostWorkload, isHostService } from '../host/workload.ts'

/** A service of a host with its workload. */
export interface HostService {
  readonly service: ServiceWithWorkload
  readonly workload: HostWorkload
  readonly host: Host
}

/** The services that are rendered for hosts. */
export function hostServices(resolved: ResolvedWithWorkloads): readonly HostService[] {
  const find = lookup(resolved)
  return resolved.services.flatMap(service => {
    const { workload, at } = service
    const host = at.kind === 'host' ? find.host(at.name) : undefined
    return isHostService(workload) && host !== undefined ? [{ service, workload, host }] : []
  })
}
