import { present } from '@homelab/formats/present'
import { made } from './made.ts'
import type { Host, Tag } from './place.ts'
import type { TailnetAlias, TailnetSelector } from './tailnet-policy.ts'

/** An address or CIDR without a name. One that the estate speaks of twice wants one: see `TailnetAlias`. */
export interface TailnetAddress {
  readonly address: string
}

/**
 * A set of addresses, of which steps add some and remove others, one after the other.
 * https://tailscale.com/docs/features/tailnet-policy-file/ip-sets
 */
export interface TailnetIpSet {
  readonly name: `ipset:${string}`
  readonly steps: readonly ({ readonly add: IpSetMember } | { readonly remove: IpSetMember })[]
  /** What the addresses have in common, one sentence. */
  readonly note?: string
}

export type IpSetMember = TailnetAlias | TailnetAddress | `ipset:${string}` | 'autogroup:internet'

/**
 * What a device must be like; of its assertions all must hold.
 * https://tailscale.com/docs/features/device-posture
 */
export interface TailnetPosture {
  readonly name: `posture:${string}`
  /** `node:os == 'macos'`, `node:tsVersion >= '1.80'`, `custom:tier IN ['prod', 'dev']`, `node:tsAutoUpdate`. */
  readonly assertions: readonly string[]
  readonly note?: string
}

/**
 * Somebody of another tailnet, with whom machines are shared in Tailscale's admin console. They reach those machines and
 * no others, as far as a grant lets `autogroup:shared`. https://tailscale.com/docs/features/sharing
 */
export interface TailnetGuest {
  /** What the estate calls them; no login is written here. */
  readonly name: string
  /** By name. */
  readonly machines: readonly string[]
  readonly note?: string
}

/**
 * Somebody of another tailnet with whom machines are shared.
 *
 * @param machines what they see of this tailnet
 * @example guest('friend', [server])
 */
export function guest(name: string, machines: readonly Host[], note?: string): TailnetGuest {
  return made({ name, machines: machines.map(machine => machine.name), ...present({ note }) })
}

/**
 * Devices that carry what goes to certain domains, so that a website sees one address for all. Their routes are approved;
 * that a device is one is set up on it: `tailscale set --advertise-connector`.
 * https://tailscale.com/docs/features/app-connectors
 */
export interface TailnetConnector {
  /** As people write it. */
  readonly name: string
  /** What the devices carry. */
  readonly connectors: readonly Tag[]
  /** `example.com`, `*.example.com`. */
  readonly domains: readonly string[]
  /** CIDRs that are carried too, for sites whose addresses are known. */
  readonly routes?: readonly string[]
  readonly note?: string
}

/** Whose routes need no approval by hand, where no router of the estate says so. */
export interface RouteApprovers {
  /** A CIDR, with those inside it; `exit` for exit nodes. */
  readonly routes: string
  readonly approvers: readonly TailnetSelector[]
  readonly note?: string
}

/** The older form of a grant, for policies that are taken over: https://tailscale.com/docs/reference/syntax/policy-file#acls */
export interface TailnetAcl {
  readonly src: readonly TailnetSelector[]
  /** A selector, with ports: `*`, `443`, `80,443`, `1000-2000`. */
  readonly dst: readonly { readonly to: TailnetSelector; readonly ports: string }[]
  /** `tcp`, `udp`, `icmp` or a number; TCP and UDP when it is left out. */
  readonly proto?: string
  readonly srcPosture?: readonly `posture:${string}`[]
  readonly reason: string
}

/** What must hold of logins whenever the policy is saved: https://tailscale.com/docs/reference/syntax/policy-file#ssh-tests */
export interface TailnetSshTest {
  readonly src: TailnetSelector
  readonly dst: readonly TailnetSelector[]
  /** Logins that get in without a check. */
  readonly accept?: readonly string[]
  /** Logins that get in after a check. */
  readonly check?: readonly string[]
  readonly deny?: readonly string[]
  readonly note?: string
}

/** What an application is told of who reaches it, by the capability's name. */
export type TailnetApp = Readonly<Record<string, readonly object[]>>

/**
 * The API proxy of the Kubernetes operator acts as these groups.
 * https://tailscale.com/docs/features/kubernetes-operator/how-to/api-server-proxy
 */
export function kubernetesAs(...groups: readonly string[]): TailnetApp {
  return made({ 'tailscale.com/cap/kubernetes': [{ impersonate: { groups } }] })
}

/** Folders that a machine shares with Taildrive; `*` is every one. https://tailscale.com/docs/features/taildrive */
export function driveShares(access: 'ro' | 'rw', ...shares: readonly string[]): TailnetApp {
  return made({ 'tailscale.com/cap/drive': [{ shares, access }] })
}
