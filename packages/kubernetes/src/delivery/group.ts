import { type Cluster, type DeliveryGroup, known, type Options, type ResolvedService } from '@homelab/estate/model'
import type { PutKey } from '../parts/applied-secret/pieces.ts'
import type { ChartWorkload } from '../parts/chart/workload.ts'

/** A group of objects that is delivered together, as one of its services says it. */
export interface Member {
  readonly application: DeliveryGroup
  readonly service: ResolvedService
  readonly cluster: Cluster
  /** The workload's namespace. */
  readonly namespace: string
  /** Rendered here; otherwise hand-written, at its old path. */
  readonly rendered: boolean
  readonly chart?: ChartWorkload
}

/** What every delivery reads of a group. */
export const ofGroup: Options<DeliveryGroup> = { name: true, namespace: true }

/** A Secret that the delivery of a group makes, of values that it reads itself. */
export interface GroupSecret {
  readonly service: ResolvedService
  readonly name: string
  readonly namespace: string
  readonly keys: readonly PutKey[]
  /** `Opaque` by default. */
  readonly type?: string
  readonly labels?: Readonly<Record<string, string>>
}

/** Where the rendered manifests of a group lie, in the cluster's folder. */
export function manifestsFolder(group: string): string {
  return `manifests/${group}`
}

/** The values of its chart, in the cluster's folder. */
export function valuesFile(group: string): string {
  return `values/${group}.yaml`
}

/** Every object that a service has in a group is rendered. */
export function isWhole({ runs }: ResolvedService, name: string): boolean {
  return known(runs.deliveries).every(each => each.by !== 'delivery' || each.group !== name || each.rendered)
}
