import type { Person } from './person.ts'
import type { Host, Tag } from './place.ts'

/**
 * Who may reach what in the tailnet, as far as somebody decided it. What follows from declared traffic is derived. The
 * words are those of the policy file: https://tailscale.com/docs/reference/syntax/policy-file
 */
export interface TailnetPolicyProps {
  readonly groups?: readonly TailnetGroup[]
  /** In the order of the file. */
  readonly grants: readonly (TailnetGrant | FlowGrants)[]
  readonly ssh?: readonly TailnetSsh[]
  /** Whose hosts of a Tailscale Service need no approval by hand. */
  readonly serviceApprovers?: readonly ServiceApprovers[]
  /** Every tag that anything carries or that the policy speaks of, in the order of the file. */
  readonly tags: readonly TagOwners[]
  /** Besides those that are derived from traffic. */
  readonly tests?: readonly TailnetTest[]
  /** Devices that are no hosts of the estate and no endpoints of its services. */
  readonly devices?: readonly TailnetDevice[]
}

/** A selector of the policy file; a person stands for all devices of theirs. */
export type TailnetSelector = '*' | Tag | `autogroup:${string}` | `group:${string}` | `svc:${string}` | Person

export interface TailnetGroup {
  readonly name: `group:${string}`
  readonly members: readonly Person[]
  /** What it is for, one sentence. */
  readonly note: string
}

/** Access that somebody decided on. */
export interface TailnetGrant {
  readonly src: readonly TailnetSelector[]
  readonly dst: readonly TailnetSelector[]
  /** `*`, `tcp:443`, `udp:53-60`. */
  readonly ip: readonly string[]
  /** One or more sentences; they stand above the grant. */
  readonly reason: string
}

/** Where the grants stand that follow from what the services of one machine need. Those of others come last. */
export interface FlowGrants {
  /** The host, by name. */
  readonly flowsOf: string
}

export function flowsOf(host: Host): FlowGrants {
  return { flowsOf: host.name }
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
  readonly src: Tag | `group:${string}` | Person
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
  return { declaredIn: meta.url, ...props }
}
