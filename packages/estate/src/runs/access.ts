import type { Entry, Maybe } from './entry.ts'

/** A port on which it answers. */
export interface Listening extends Entry {
  /** As the service calls it. */
  readonly port: string
  readonly protocol: 'http' | 'https' | 'tcp' | 'udp'
  /** What neighbours connect to. */
  readonly number: number
  /** Where the process itself listens. */
  readonly target: number
  /** The name by which neighbours reach it. */
  readonly host: Maybe<string>
  /**
   * From where it answers: pods of its cluster, whoever reaches its nodes or its host, the local network at an address of its own,
   * members of the tailnet, anybody.
   */
  readonly scopes: readonly ('pods' | 'nodes' | 'machine' | 'lan' | 'tailnet' | 'internet')[]
}

export interface Outside extends Entry {
  readonly to: 'internet' | 'kubernetes-api' | 'kubelets'
  readonly why: string
  /** The pods that do, by id; all of the workload itself by default. */
  readonly pods?: string
  /** Of the internet, in place of HTTP and HTTPS. */
  readonly ports?: readonly OutsidePort[]
}

export interface OutsidePort {
  readonly port: number
  readonly protocol: 'TCP' | 'UDP'
}

/** An account with rights. */
export interface Identity extends Entry {
  readonly kind: 'service-account' | 'user'
  readonly name: string
  readonly namespace?: string
  /** What it may do, as far as the service itself binds it to something. */
  readonly rights: Maybe<readonly Right[]>
}

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export interface Right {
  readonly verbs: readonly string[]
  /** With their group where they have one: `apps/deployments`; or paths: `/metrics`. */
  readonly on: readonly string[]
  /** The only objects, by name; all by default. */
  readonly names?: readonly string[]
  /** A namespace, or all of the cluster. */
  readonly within: Maybe<string>
  /** The service whose namespace it is, where that is not its own. */
  readonly beside?: string
}
