import type { ServiceWithWorkload } from '@homelab/estate/model'
import type { ExternalApplications } from '../workloads/external.ts'

/** The Applications of an external service, where it is one of a cluster. */
export function externalOf({ workload }: ServiceWithWorkload): ExternalApplications | undefined {
  return workload.kind === 'external' && 'applications' in workload ? (workload as ExternalApplications) : undefined
}
