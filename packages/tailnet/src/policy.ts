/**
 * The tailnet policy file as types: the subset that the evaluator understands, in the file's own shape, so that a
 * policy read from HuJSON fits as it is. What is not here is not supported.
 *
 * Source: https://tailscale.com/docs/reference/syntax/policy-file
 */

/** A tag with its prefix. Tailscale reads tags as lower case: https://tailscale.com/docs/features/tags#define-a-tag */
export type Tag = `tag:${string}`
export type GroupName = `group:${string}`
export type ServiceName = `svc:${string}`
type IpSetName = `ipset:${string}`
type PostureName = `posture:${string}`

/** What a posture asks about: https://tailscale.com/docs/features/device-posture#device-posture-attributes */
export type PostureAttributes = Readonly<Record<string, string | number | boolean>>

/** Capabilities that the application itself reads, by name. */
export type AppCapabilities = Readonly<Record<string, readonly object[]>>

/**
 * Selects people, devices, services or addresses: `*`, a login, `group:`, `tag:`, `autogroup:`, `svc:`, `ipset:`, an
 * alias of `hosts`, an address or a CIDR. https://tailscale.com/docs/reference/targets-and-selectors
 */
type SelectorText = string

/** What a reader of the rendered file sees above an entry; Tailscale does not. */
interface Remarked {
  readonly comment?: string
}

/** https://tailscale.com/docs/reference/syntax/grants */
export interface Grant extends Remarked {
  readonly src: readonly SelectorText[]
  readonly dst: readonly SelectorText[]
  /** `*`, `443`, `80-443`, `tcp:443`, `udp:53-60`, `icmp:*`. Without it the grant opens no port. */
  readonly ip?: readonly string[]
  /** Application capabilities: passed on to what is reached. They open no port. */
  readonly app?: AppCapabilities
  /** Only from devices that meet one of these. */
  readonly srcPosture?: readonly string[]
  /** Tags of the exit nodes and subnet routers that the traffic must pass. */
  readonly via?: readonly SelectorText[]
  /** Why machines have this access. A grant with a reason explains what it opens; it is printed as a comment. */
  readonly reason?: string
}

/** The older form of a rule: https://tailscale.com/docs/reference/syntax/policy-file#acls */
export interface Acl extends Remarked {
  readonly action: 'accept'
  readonly src: readonly SelectorText[]
  /** `HOST:PORTS`: `tag:web:80,443`, `*:*`, `[fd00::1]:22`. */
  readonly dst: readonly string[]
  readonly proto?: string
  readonly srcPosture?: readonly string[]
  readonly reason?: string
}

/** https://tailscale.com/docs/reference/syntax/policy-file#tailscale-ssh */
export interface SshRule extends Remarked {
  readonly action: 'accept' | 'check'
  readonly src: readonly SelectorText[]
  readonly dst: readonly SelectorText[]
  /** Logins on the host; `autogroup:nonroot` is every one but `root`. */
  readonly users: readonly string[]
  /** A duration such as `12h0m0s`, or `always`. 12 hours when it is left out. Only with `check`. */
  readonly checkPeriod?: string
  /** Environment variables that a client may send; `*` and `?` stand for letters. */
  readonly acceptEnv?: readonly string[]
}

/** https://tailscale.com/docs/reference/syntax/policy-file#auto-approvers */
export interface AutoApprovers {
  /** CIDR to approvers; a route inside an approved one is approved too. */
  readonly routes?: Readonly<Record<string, readonly SelectorText[]>>
  readonly exitNode?: readonly SelectorText[]
  /** `svc:NAME`, or the tag that services carry, to approvers. */
  readonly services?: Readonly<Record<string, readonly SelectorText[]>>
}

/** https://tailscale.com/docs/reference/syntax/policy-file#tests */
export interface PolicyTest extends Remarked {
  readonly src: SelectorText
  /** TCP or UDP when it is left out. */
  readonly proto?: string
  /** What the imagined device says of itself; it meets no posture without. */
  readonly srcPostureAttrs?: PostureAttributes
  /** `HOST:PORT` with one port. */
  readonly accept?: readonly string[]
  readonly deny?: readonly string[]
}

/** https://tailscale.com/docs/reference/syntax/policy-file#ssh-tests */
export interface SshTest extends Remarked {
  readonly src: SelectorText
  readonly dst: readonly SelectorText[]
  /** Logins that get in without a check. */
  readonly accept?: readonly string[]
  /** Logins that get in after a check. */
  readonly check?: readonly string[]
  readonly deny?: readonly string[]
}

/** https://tailscale.com/docs/reference/syntax/policy-file#node-attributes */
export interface NodeAttr extends Remarked {
  readonly target: readonly SelectorText[]
  /** `funnel`, `nextdns:abc123`, `drive:share` and others. */
  readonly attr?: readonly string[]
  /** CIDRs out of which new devices get their addresses: https://tailscale.com/docs/reference/ip-pool */
  readonly ipPool?: readonly string[]
  /** App connectors: https://tailscale.com/docs/features/app-connectors */
  readonly app?: AppCapabilities
}

export interface Policy {
  readonly groups?: Readonly<Record<GroupName, readonly string[]>>
  readonly hosts?: Readonly<Record<string, string>>
  /** Steps such as `add 10.0.0.0/8` and `remove host:nas`, in order: https://tailscale.com/docs/features/tailnet-policy-file/ip-sets */
  readonly ipsets?: Readonly<Record<IpSetName, readonly string[]>>
  /** Assertions of which all must hold: https://tailscale.com/docs/features/device-posture */
  readonly postures?: Readonly<Record<PostureName, readonly string[]>>
  /** Of rules that ask for no posture of their own. */
  readonly defaultSrcPosture?: readonly string[]
  readonly grants?: readonly Grant[]
  readonly acls?: readonly Acl[]
  readonly ssh?: readonly SshRule[]
  readonly nodeAttrs?: readonly NodeAttr[]
  /** Devices choose a port of their own, against routers that take all for one. */
  readonly randomizeClientPort?: boolean
  readonly autoApprovers?: AutoApprovers
  readonly tagOwners?: Readonly<Record<Tag, readonly SelectorText[]>>
  readonly tests?: readonly PolicyTest[]
  readonly sshTests?: readonly SshTest[]
}

/** A policy with the comments that stand above its sections and above entries that have no field for one. */
export interface PolicyDocument extends Policy {
  readonly comments?: {
    readonly sections?: Readonly<Partial<Record<keyof Policy, string>>>
    readonly groups?: Readonly<Record<GroupName, string>>
    readonly hosts?: Readonly<Record<string, string>>
    readonly ipsets?: Readonly<Record<string, string>>
    readonly postures?: Readonly<Record<string, string>>
    readonly routes?: Readonly<Record<string, string>>
    readonly services?: Readonly<Record<string, string>>
    readonly tagOwners?: Readonly<Record<Tag, string>>
  }
}
