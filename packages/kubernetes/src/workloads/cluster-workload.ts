import type { Cluster, DeliveryGroup, Image, Workload } from '@homelab/estate/model'
import type { AppliedSecret } from '../parts/applied-secret/index.ts'
import type { BootstrapStep } from '../parts/by-hand/index.ts'
import type { GeneratedConfigMaps } from '../parts/generated/index.ts'
import type { OnceJob, ScheduledJob, SyncJob } from '../parts/job/index.ts'
import type { Reach } from '../parts/network-policy/index.ts'
import type { KubeObject } from '../parts/objects/object.ts'
import type { ExternalSecret } from '../parts/secret/index.ts'

/** What all workloads of a cluster have in common. */
export interface ClusterWorkload extends Workload {
  readonly namespace: string
  /** Renders the Namespace object; otherwise the delivery makes the namespace. */
  readonly ownsNamespace?: true
  /** The group that its objects are delivered with; one of the service's name by default. */
  readonly application?: DeliveryGroup
  /** The group that holds its Ingress and ExternalSecrets, where that is another. */
  readonly accessApplication?: DeliveryGroup
  /** A group that brings upstream's custom resource definitions; it is delivered before the service's own. */
  readonly crds?: DeliveryGroup
  /** API groups whose kinds it brings besides those among its objects: objects of them can be made once it is there. */
  readonly defines?: readonly string[]
  readonly secrets?: readonly (ExternalSecret | AppliedSecret)[]
  readonly jobs?: readonly ScheduledJob[]
  /** What runs once, and again when it is another. */
  readonly once?: readonly OnceJob[]
  /** What runs at each sync of its group. */
  readonly eachSync?: readonly SyncJob[]
  readonly objects?: readonly KubeObject[]
  /** Images that only its objects name. */
  readonly moreImages?: readonly Image[]
  /** ConfigMaps that another renderer makes of the whole estate; they stand in the access group. */
  readonly generated?: readonly GeneratedConfigMaps[]
  readonly bootstrap?: readonly BootstrapStep[]
  readonly reaches?: readonly Reach[]
}

/** How the tailnet Ingress is shaped where a live one deviates. */
export interface IngressShape {
  /** `rule`: one rule for path `/`; else the default backend. */
  readonly form?: 'rule'
  /** No proxy-class annotation. */
  readonly proxyClass?: 'none'
  /** Says in so many words that Tailscale Funnel is off. */
  readonly funnel?: 'off'
}

/** The name of a Kubernetes Service inside its cluster; `*` stands for the service's name. */
export function inCluster(cluster: Cluster, namespace: string, serviceName = '*'): string {
  return `${serviceName}.${namespace}.svc.${cluster.dnsDomain}`
}
