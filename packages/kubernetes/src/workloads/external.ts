import { type Cluster, type DeliveryGroup, type ExternalWorkload, external, made } from '@homelab/estate/model'
import { inCluster } from './cluster-workload.ts'

/** A service of a cluster whose manifests stay hand-written: its Applications are rendered unchanged. */
export interface ExternalApplications extends ExternalWorkload {
  readonly namespace: string
  readonly applications: readonly [DeliveryGroup, ...DeliveryGroup[]]
  readonly pods?: Readonly<Record<string, string>>
}

export interface ExternalProps {
  readonly at: Cluster
  readonly namespace: string
  /** The Kubernetes Service that answers on the service's ports; the service's name by default. */
  readonly serviceName?: string
  readonly applications: readonly [DeliveryGroup, ...DeliveryGroup[]]
  /** Labels that its pods carry, so that they can be asked after. */
  readonly pods?: Readonly<Record<string, string>>
}

/** Runs in a cluster, delivered from hand-written manifests: others may call it. */
export function externalApplications({ at, namespace, serviceName, ...props }: ExternalProps): ExternalApplications {
  return made({ ...external(at, inCluster(at, namespace, serviceName)), namespace, ...props })
}
