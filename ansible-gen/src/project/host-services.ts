import { lookup, type Resolved } from '@homelab/estate'
import type { HostWorkload } from '../host/workload.ts'
import type { HostService } from './checks.ts'

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
