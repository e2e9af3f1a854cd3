import {
  contract,
  type Part,
  type Renderer,
  type ResolvedWithWorkloads,
  type ServiceWithWorkload,
} from '@homelab/estate/model'
import type { HostWorkload } from './workload.ts'

/** Workloads that are set up as a service of a host is, though their author states something else. */
export const roleParts = contract<RolePart>('role')

export interface RolePart extends Part {
  readonly contract: 'role'
  readonly renderer: Renderer<{
    /** What the role sets up; undefined where the workload is not of its type. */
    readonly hostWorkload: (resolved: ResolvedWithWorkloads, service: ServiceWithWorkload) => HostWorkload | undefined
  }>
}
