import { made } from './made.ts'
import type { Person } from './person.ts'
import type { Host, Tag } from './place.ts'
import type {
  RouteApprovers,
  TailnetAcl,
  TailnetAddress,
  TailnetApp,
  TailnetConnector,
  TailnetGuest,
  TailnetIpSet,
  TailnetPosture,
  TailnetSshTest,
} from './tailnet-words.ts'

/**
 * Who may reach what in the tailnet, as far as somebody decided it. What follows from declared traffic is derived. The
 * words are those of the policy file: https://tailscale.com/docs/reference/syntax/policy-file
 */
export interface TailnetPolicyProps {
  readonly groups?: readonly TailnetGroup[]
  /** Names for addresses. */
  readonly hosts?: readonly TailnetAlias[]
  readonly ipsets?: readonly TailnetIpSet[]
  readonly postures?: readonly TailnetPosture[]
  /** Of every grant that asks for none of its own, derived ones too: one of these a device must meet. */
  readonly defaultPosture?: readonly `posture:${string}`[]
  /** In the order of the file. */
  readonly grants: readonly (TailnetGrant | FlowGrants)[]
  /** Rules in the older form. */
  readonly acls?: readonly TailnetAcl[]
  readonly ssh?: readonly TailnetSsh[]
  /** What devices may do besides reaching others. */
  readonly nodeAttrs?: readonly TailnetAttributes[]
  readonly appConnectors?: readonly TailnetConnector[]
  /** Devices choose a port of their own, against routers that take all for one. */
  readonly randomizeClientPort?: true
  /** Machines that carry the traffic of others: subnet routers and exit nodes. */
  readonly routers?: readonly TailnetRouter[]
  /** Besides what follows from routers and app connectors. */
  readonly routeApprovers?: readonly RouteApprovers[]
  /** Whose hosts of a Tailscale Service need no approval by hand. */
  readonly serviceApprovers?: readonly ServiceApprovers[]
  /** Every tag that anything carries or that the policy speaks of, in the order of the file. */
  readonly tags: readonly TagOwners[]
  /** Besides those that are derived from traffic. */
  readonly tests?: readonly TailnetTest[]
  readonly sshTests?: readonly TailnetSshTest[]
  /** Devices that are no hosts of the estate and no endpoints of its services. */
  readonly devices?: readonly TailnetDevice[]
  /** People of other tailnets with whom machines are shared. */
  readonly guests?: readonly TailnetGuest[]
}

/** A selector of the policy file; a person stands for all devices of theirs. */
export type TailnetSelector =
  | '*'
  | Tag
  | `autogroup:${string}`
  | `group:${string}`
  | `svc:${string}`
  | `ipset:${string}`
  | `user:*@${string}`
  | Person
  | TailnetAlias
  | TailnetAddress

export interface TailnetGroup {
  readonly name: `group:${string}`
  readonly members: readonly Person[]
  /** What it is for, one sentence. */
  readonly note: string
}

/** A name for an address or CIDR: https://tailscale.com/docs/reference/syntax/policy-file#hosts */
export interface TailnetAlias {
  readonly alias: string
  readonly address: string
  /** What is there, one sentence. */
  readonly note?: string
}

/**
 * A machine that carries the traffic of others. The policy approves what it advertises, so nobody has to by hand; that
 * it advertises, and forwards packets at all, is set up on the machine: `tailscale set --advertise-routes=…`.
 * https://tailscale.com/docs/features/subnet-routers
 */
export interface TailnetRouter {
  /** By name. */
  readonly host: string
  /** CIDRs behind it. */
  readonly routes?: readonly string[]
  /** It carries traffic into the internet: https://tailscale.com/docs/features/exit-nodes */
  readonly exitNode?: true
  readonly note?: string
}

/**
 * A host that routes subnets, or is a way out to the internet.
 *
 * @example routerOn(nas, { routes: ['192.0.2.0/24'] })
 */
export function routerOn(host: Host, props: Omit<TailnetRouter, 'host'>): TailnetRouter {
  return made({ host: host.name, ...props })
}

/** Access that somebody decided on. */
export interface TailnetGrant {
  readonly src: readonly TailnetSelector[]
  readonly dst: readonly TailnetSelector[]
  /** `*`, `tcp:443`, `udp:53-60`. A grant has this, or `app`, or both. */
  readonly ip?: readonly string[]
  /** What the application is told: `kubernetesAs('system:masters')`, `driveShares('ro', 'media')`. It opens no port. */
  readonly app?: TailnetApp
  /** Only from devices that meet one of these. */
  readonly srcPosture?: readonly `posture:${string}`[]
  /** Tags of the routers that the traffic must pass: only what lies behind those is meant. */
  readonly via?: readonly Tag[]
  /** One or more sentences; they stand above the grant. */
  readonly reason: string
}

/** Where the grants stand that follow from what the services of one machine need. Those of others come last. */
export interface FlowGrants {
  /** The host, by name. */
  readonly flowsOf: string
}

/**
 * Grants for what runs on a host and calls services elsewhere: as many as there are such needs.
 *
 * @example flowsOf(server)
 */
export function flowsOf(host: Host): FlowGrants {
  return made({ flowsOf: host.name })
}

/** https://tailscale.com/docs/reference/syntax/policy-file#tailscale-ssh */
export interface TailnetSsh {
  readonly action: 'accept' | 'check'
  readonly src: readonly TailnetSelector[]
  readonly dst: readonly TailnetSelector[]
  /** Logins on the host. */
  readonly users: readonly string[]
  /** A duration such as `12h0m0s`; Tailscale's own default when it is left out. */
  readonly checkPeriod?: string
  /** Environment variables that a client may send; `*` and `?` stand for letters. */
  readonly acceptEnv?: readonly string[]
  readonly note?: string
}

/** https://tailscale.com/docs/reference/syntax/policy-file#node-attributes */
export interface TailnetAttributes {
  readonly target: readonly TailnetSelector[]
  /** `nextdns:abc123`, `drive:share` and others. `funnel` lets the devices open themselves to the internet. */
  readonly attr?: readonly string[]
  /** CIDRs out of which new devices get their addresses: https://tailscale.com/docs/reference/ip-pool */
  readonly ipPool?: readonly string[]
  readonly note?: string
}

export interface ServiceApprovers {
  /** The Services' tag, or one Service. */
  readonly services: Tag | `svc:${string}`
  readonly approvers: readonly TailnetSelector[]
  readonly note?: string
}

export interface TagOwners {
  readonly tag: Tag
  readonly owners: readonly TailnetSelector[]
  readonly note?: string
}

/** What must hold whenever the policy is saved. Destinations are `SELECTOR:PORT`. */
export interface TailnetTest {
  readonly src: Tag | `group:${string}` | Person | TailnetAlias | TailnetAddress
  /** What the device of the test says of itself; it meets no posture without. */
  readonly postureAttributes?: Readonly<Record<string, string | number | boolean>>
  /** `tcp`, `udp`, `icmp` or a number; TCP or UDP when it is left out. */
  readonly proto?: string
  readonly accept?: readonly string[]
  readonly deny?: readonly string[]
  readonly note?: string
}

export interface TailnetDevice {
  readonly name: string
  readonly tags: readonly [Tag, ...Tag[]]
}

/** The policy of the estate's tailnet. */
export interface TailnetPolicy extends TailnetPolicyProps {
  readonly declaredIn: string
}

/**
 * Declares the policy.
 *
 * @param meta `import.meta` of the declaring file
 */
export function tailnetPolicy(meta: { readonly url: string }, props: TailnetPolicyProps): TailnetPolicy {
  return made({ declaredIn: meta.url, ...props })
}
