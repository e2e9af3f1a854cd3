import { type Host, lookup, type ResolvedWithWorkloads, type ServiceWithWorkload } from '@homelab/estate/model'
import { type KnownProgram, knownPrograms } from '../host/known-program.ts'
import { roleParts } from '../host/role-part.ts'
import { type HostWorkload, isHostService } from '../host/workload.ts'

/** A service of a host with its workload. */
export interface HostService {
  readonly service: ServiceWithWorkload
  readonly workload: HostWorkload
  readonly host: Host
  /** Those of the workload that a part renders. */
  readonly programs: readonly KnownProgram[]
}

/** The services that are rendered for hosts. */
export function hostServices(resolved: ResolvedWithWorkloads): readonly HostService[] {
  const find = lookup(resolved)
  return resolved.services.flatMap(service => {
    const { at } = service
    const host = at.kind === 'host' ? find.host(at.name) : undefined
    if (host === undefined) return []
    const workload = workloadOf(resolved, service)
    if (workload === undefined) return []
    // What its author states as something else brings its routes as that does.
    const routes = isHostService(service.workload) ? find.routesOf(service.name) : []
    return [{ service, workload, host, programs: knownPrograms(resolved.parts, workload, host, routes) }]
  })
}

function workloadOf(resolved: ResolvedWithWorkloads, service: ServiceWithWorkload): HostWorkload | undefined {
  const { workload } = service
  if (isHostService(workload)) return workload
  return roleParts.of(resolved.parts, workload.kind)?.renderer.get().hostWorkload(resolved, service)
}
