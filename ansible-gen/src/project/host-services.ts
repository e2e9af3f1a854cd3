import { type Host, lookup, type ResolvedWithWorkloads, type ServiceWithWorkload } from '@homelab/estate'
import { roleParts } from '../host/role-part.ts'
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
    const { at } = service
    const host = at.kind === 'host' ? find.host(at.name) : undefined
    const workload = host === undefined ? undefined : workloadOf(resolved, service)
    return host === undefined || workload === undefined ? [] : [{ service, workload, host }]
  })
}

function workloadOf(resolved: ResolvedWithWorkloads, service: ServiceWithWorkload): HostWorkload | undefined {
  const { workload } = service
  if (isHostService(workload)) return workload
  return roleParts.of(resolved.parts, workload.kind)?.renderer.get().hostWorkload(resolved, service)
}
