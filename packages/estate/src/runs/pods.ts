import type { Entry, Maybe } from './entry.ts'

/** An object of a cluster that makes pods. */
export interface Pods extends Entry {
  readonly namespace: string
  /** As kubectl names the kind: `deployment`, `cluster.postgresql.cnpg.io`. */
  readonly resource: Maybe<string>
  /** The kind as people write it: `Deployment`. */
  readonly kind: Maybe<string>
  readonly name: Maybe<string>
  /** Labels that pick its pods, and no others. */
  readonly selector: Maybe<Readonly<Record<string, string>>>
  /** How many pods it keeps; `each-node`, `by-clock` where each run has its own, or `once`: one that ends. */
  readonly replicas: Maybe<number | 'each-node' | 'by-clock' | 'once'>
  /** `recreate`: the old pod has ended before the new one starts. `rolling`: they overlap. `ordered`: one after the other. */
  readonly rollout: Maybe<'recreate' | 'rolling' | 'ordered'>
  /** Where they overlap: how many pods answer at least until the last of them is new. Unset: all, or nobody knows. */
  readonly answering?: number
  readonly containers: Maybe<readonly RunningContainer[]>
  /** Ports of its node that it takes, since it shares the node's network or asks for them. Unset: none. */
  readonly hostPorts?: readonly HostPort[]
  /** ConfigMaps of which a changed content rolls the pods. */
  readonly rolledBy: Maybe<readonly string[]>
  /** Ports of its service on which its pods answer, by name, where others answer on some. Unset: all of them. */
  readonly answers?: readonly string[]
  /** Of one that ends: the other pods of its service are changed once it has ended well. */
  readonly beforePods?: true
  /** Of one that ends: it runs again at each sync of its group, at this moment. */
  readonly eachSync?: 'before-pods' | 'after-all' | 'after-failure'
  /** What its service needs of others is not its own, but for what a need gives to one of its containers. */
  readonly withoutNeeds?: true
  /** The service account whose token the pods get. */
  readonly token: Maybe<string | 'none'>
  /** Fields of the object that can't be changed in place. */
  readonly fixed: readonly string[]
}

export interface HostPort {
  readonly port: number
  readonly transport: 'tcp' | 'udp'
}

export interface RunningContainer {
  readonly name: string
  /** The image's reference. */
  readonly image: string
  /** Its security context is stated, and takes something away. */
  readonly restricted: boolean
  /** The memory that is kept free for it while its pod runs: a quantity of Kubernetes. Unset where it asks for none. */
  readonly memory?: string
  /** The same of processors: `100m`. */
  readonly cpu?: string
  /** What its node gives it and no other container meanwhile, and how many of each. */
  readonly devices?: Readonly<Record<string, number>>
}
