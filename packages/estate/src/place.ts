import type { ClusterDelivery } from './delivery.ts'
import { made } from './made.ts'
import type { PersonName } from './person.ts'
import type { Port } from './port.ts'
import type { TailnetDevice } from './tailnet-policy.ts'

/** A Tailscale tag, with its prefix: `tag:nas`. */
export type Tag = `tag:${string}`

/** Where a workload runs, by name. Hosts and clusters are places. */
export interface Place {
  readonly kind: 'host' | 'cluster'
  readonly name: string
}

/** How a host stands in the tailnet. A tagged device has no user identity; a user's device has no tags. */
export type TailnetIdentity =
  | {
      readonly by: 'tags'
      readonly tags: readonly [Tag, ...Tag[]]
      /** The tag that endpoints must carry so that this machine may reach them. Set on a machine that may reach little. */
      readonly reaches?: Tag
    }
  | { readonly by: 'owner'; readonly owner: PersonName }

export interface HostProps {
  /** What kind of machine it is, which decides how services run on it. `managed` is a VM of a platform. */
  readonly platform: 'macos' | 'linux' | 'nas' | 'managed'
  /** One clause: what the host is for. */
  readonly role: string
  /** The group of the inventory that lists it; absent: none, unless services of ours run on it. */
  readonly group?: string
  readonly hardware?: string
  /** What it has, as a quantity of Kubernetes: `16Gi`. A cluster on it can't have more. */
  readonly memory?: string
  /** How many it has, as its system counts them. Neither a cluster on it nor a container can have more. */
  readonly processors?: number
  /** What programs for it are built for; `amd64` by default, but on a Mac. A Raspberry Pi is `arm64`. */
  readonly architecture?: 'amd64' | 'arm64'
  /** The login that services run under, and that SSH uses. */
  readonly user?: string
  /** The home folder of `user`, absolute; on Linux where Debian makes it, by default: `/home/USER`, `/root`. */
  readonly home?: string
  /** Where Homebrew lives on macOS, absolute. */
  readonly brewPrefix?: string
  /**
   * Folders in which services may own files, besides `home` and `brewPrefix`; absolute. On Linux by default those that the
   * hierarchy of its file system leaves to whoever runs the machine: `/etc`, `/mnt`, `/opt`, `/srv`, `/usr/local`, `/var/lib` and
   * `/var/log`. https://refspecs.linuxfoundation.org/FHS_3.0/fhs/index.html
   */
  readonly ownedPaths?: readonly string[]
  /** The address in the local network, where configuration needs one. */
  readonly lanAddress?: string
  /** The name by which neighbours in the local network resolve it; its own name by default. */
  readonly lanName?: string
  /** Mount points of the disks that fill, where watching every one would repeat itself; all by default. */
  readonly disks?: readonly string[]
  /** The ports on which it answers besides those that services open, by name: `{ ssh: tcp(22) }`. */
  readonly listens?: Readonly<Record<string, Pick<Port, 'protocol' | 'port'>>>
  /** What nothing here sets up or starts, a clause each: the guide to a new machine lists it. May hold `code`. */
  readonly byHand?: readonly string[]
  /** Absent: not part of the tailnet. */
  readonly tailnet?: TailnetIdentity
}

/** A machine, or a managed VM. */
export interface Host extends HostProps {
  readonly kind: 'host'
  readonly name: string
}

/**
 * A machine: what runs on it says `at: host`. Its name is its name in the tailnet.
 *
 * @example host('nas', { platform: 'nas', role: 'storage and backups', tailnet: tagged('tag:nas') })
 */
export function host(name: string, props: HostProps): Host {
  const { platform, user } = props
  const home = user === 'root' ? '/root' : `/home/${user}`
  return made({ kind: 'host', name, ...(platform === 'linux' && user !== undefined && { home }), ...props })
}

/** Carries tags, so no user's identity. */
export function tagged(first: Tag, ...rest: readonly Tag[]): TailnetIdentity {
  return made({ by: 'tags', tags: [first, ...rest] })
}

/** Carries one tag, and reaches only endpoints that carry another. */
export function restrictedTo(reaches: Tag, own: Tag): TailnetIdentity {
  return made({ by: 'tags', tags: [own], reaches })
}

/** Where what is rendered for a cluster is read from. */
export interface ClusterSource {
  /** URL of the Git repository that holds what is rendered. */
  readonly repository: string
  /** Branch, tag or commit. */
  readonly revision: string
  /** The folder of the repository that `synth` writes; no slash at either end. */
  readonly rendered: string
  /** The cluster's folder in it. */
  readonly folder: string
}

/** How the Tailscale operator puts services of a cluster on the tailnet. */
export interface ClusterTailnet {
  readonly ingressClass: string
  /** The operator knows no other. */
  readonly loadBalancerClass: 'tailscale'
  readonly proxyGroup: string
  /** How many proxies the group has; one by default. */
  readonly proxies?: number
  readonly proxyClass: string
  /** What every endpoint carries when nothing is said about it (the tags of the proxy group). */
  readonly tags: readonly [Tag, ...Tag[]]
  /** The operator's own device: its OAuth client gives endpoints the tags that these own. */
  readonly operator: TailnetDevice
}

/** A kube configuration that a cluster's installer leaves on its host, with keys and certificates in it. */
export interface KubeconfigFile {
  /** Absolute. */
  readonly path: string
  /** URL of the API from afar, by a name or address that the API's certificate has. */
  readonly server: string
}

export interface ClusterProps {
  /** The host whose ports a NodePort opens. */
  readonly on: Host
  /** The context name in the operator's kube configuration. */
  readonly context: string
  /** Where that is made from; unset where a service of the estate runs the cluster, or where it is copied by hand. */
  readonly kubeconfig?: KubeconfigFile
  /** Kubernetes version, with `v`. */
  readonly version: string
  /** The API server as it is addressed from inside. */
  readonly server: string
  /** The port that the API server itself listens on, behind its Service; `defaultApiPort` by default. */
  readonly apiPort?: number
  /** The DNS suffix of in-cluster names, for example `cluster.local`. */
  readonly dnsDomain: string
  /** The default storage class. */
  readonly storageClass: string
  /** The kubelet can tell how full claims of that class are: it can't where they are folders of the node (`hostPath`). */
  readonly measuresClaims?: true
  /**
   * Where claims lie on its host, by their class, so that the host's backup saves them: the folder of a claim with `{namespace}` and
   * `{claim}` in it, as a class with a `pathPattern` of local-path makes it, or minikube. The folders of k3s' own class have names
   * that nobody knows before. https://github.com/rancher/local-path-provisioner#storage-classes
   */
  readonly claimFolders?: Readonly<Record<string, string>>
  readonly source: ClusterSource
  /** What brings it from there into the cluster. */
  readonly delivery: ClusterDelivery
  readonly tailnet?: ClusterTailnet
  /** Where secrets come from in this cluster: the store's object, by name. */
  readonly secretStore: string
  /** Why containers may do more than they need; by default each that may is a finding: `unhardened-container`. */
  readonly unhardened?: string
  /** API groups whose kinds its installer brings, besides Kubernetes' own: `helm.cattle.io` of k3s. */
  readonly defines?: readonly string[]
  /** Render network policies from the declared flows. They act only where the network plugin enforces them. */
  readonly networkPolicies: boolean
}

/**
 * Where the API server listens when nothing is said: the default of kubeadm and of k3s.
 * https://kubernetes.io/docs/reference/networking/ports-and-protocols/, https://docs.k3s.io/cli/server
 */
export const defaultApiPort = 6443

export interface Cluster extends Omit<ClusterProps, 'on'> {
  readonly kind: 'cluster'
  readonly name: string
  /** The host's name. */
  readonly on: string
  /**
   * Worked out, and said by nobody: where deliveries of one kind run in several clusters, the name by which commands say which one is
   * meant. It is that of the cluster in which it runs.
   */
  readonly deliveryName?: string
}

/**
 * A Kubernetes cluster on a host of the estate.
 *
 * @param name its name in pages, commands and findings
 */
export function cluster(name: string, props: ClusterProps): Cluster {
  return made({ kind: 'cluster', name, ...props, on: props.on.name })
}

/** A place's name and kind alone: what a workload keeps of it. */
export function placeOf(place: Place): Place {
  return { kind: place.kind, name: place.name }
}

/**
 * The label by which metrics and logs of a cluster are told from those of others; none of a host, and none where there is one cluster:
 * docs/decisions/0051-which-of-several-clusters.md.
 */
export function clusterLabel(
  clusters: readonly Pick<Cluster, 'name'>[],
  { kind, name }: Place,
): { readonly cluster?: string } {
  return kind === 'cluster' && clusters.length > 1 ? { cluster: name } : {}
}

/** The folder that `synth` writes, from the repository's root. */
export function renderedFolder({ clusters }: { readonly clusters: readonly Pick<Cluster, 'source'>[] }): string {
  return clusters[0]?.source.rendered ?? 'dist'
}
