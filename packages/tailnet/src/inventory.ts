/**
 * What is in the tailnet: who, and which endpoints with which identity. Plain data; an adapter makes it from the
 * resolved estate.
 */
import type { PostureAttributes, ServiceName, Tag } from './policy.ts'

/** https://tailscale.com/docs/reference/user-roles */
export type Role = 'owner' | 'admin' | 'network-admin' | 'it-admin' | 'billing-admin' | 'auditor' | 'member'

export interface User {
  /** An e-mail address, `NAME@github`, or a placeholder made by `personToken`. */
  readonly login: string
  readonly role: Role
}

/** A port on which an endpoint is known to answer. */
export interface OpenPort {
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
}

/**
 * A device has tags or a user, never both: applying a tag removes the user.
 * https://tailscale.com/docs/features/tags#tag-vs-user-authentication
 */
export type Identity =
  | { readonly by: 'tags'; readonly tags: readonly [Tag, ...Tag[]] }
  | { readonly by: 'owner'; readonly owner: string }

/** A machine that runs the Tailscale client. */
export interface Device {
  readonly kind: 'device'
  readonly name: string
  readonly identity: Identity
  /** Tailscale addresses, where they are known. Rules that name addresses match no device without one. */
  readonly addresses?: readonly string[]
  /** What is known to answer; absent: not known. */
  readonly ports?: readonly OpenPort[]
  /** Advertises itself as an exit node. */
  readonly exitNode?: true
  /** What is known of it that postures ask about; another attribute may be set or not. */
  readonly posture?: PostureAttributes
}

/**
 * Somebody of another tailnet with whom machines are shared. They reach those and no others, as far as rules let
 * `autogroup:shared`, and nothing reaches them. https://tailscale.com/docs/features/sharing
 */
export interface Guest {
  readonly kind: 'guest'
  readonly name: string
  /** Devices, by name. */
  readonly machines: readonly string[]
}

/**
 * A Tailscale Service: a name and virtual address of its own, hosted by tagged devices. It answers only on its own
 * ports and never starts a connection. https://tailscale.com/docs/features/tailscale-services#limitations
 */
export interface TailscaleService {
  readonly kind: 'service'
  readonly name: ServiceName
  readonly tags: readonly Tag[]
  readonly addresses?: readonly string[]
  /** Absent: endpoints are not validated, any port may answer. */
  readonly ports?: readonly OpenPort[]
  /** The devices that host it, by name; a host can't reach the Service that it hosts. */
  readonly hosts?: readonly string[]
}

/** Addresses behind subnet routers. https://tailscale.com/docs/features/subnet-routers */
export interface Subnet {
  readonly kind: 'subnet'
  readonly name: string
  readonly cidr: string
  /** The routing devices, by name. */
  readonly routers: readonly string[]
}

/** The public internet behind exit nodes; made by the evaluator when a device is an exit node. */
export interface Internet {
  readonly kind: 'internet'
  readonly name: 'internet'
  readonly routers: readonly string[]
}

export type Endpoint = Device | TailscaleService | Subnet | Internet | Guest

export interface Inventory {
  readonly users: readonly User[]
  /** Domains of the tailnet itself, of which a policy may speak as a whole; absent: none. */
  readonly domains?: readonly string[]
  /** Names are unique. */
  readonly endpoints: readonly (Device | TailscaleService | Subnet | Guest)[]
}

/** All endpoints, sorted by name, with the internet where an exit node leads to it. */
export function allEndpoints(inventory: Inventory): readonly Endpoint[] {
  const exits = inventory.endpoints.filter(endpoint => endpoint.kind === 'device' && endpoint.exitNode === true)
  const internet: Internet = { kind: 'internet', name: 'internet', routers: exits.map(exit => exit.name) }
  const all: Endpoint[] = [...inventory.endpoints, ...(exits.length === 0 ? [] : [internet])]
  return all.sort((a, b) => compareText(a.name, b.name))
}

/** Order by code units: the same on every machine and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The tags that an endpoint carries, in lower case. */
export function tagsOf(endpoint: Endpoint): readonly string[] {
  if (endpoint.kind === 'service') return endpoint.tags.map(tag => tag.toLowerCase())
  if (endpoint.kind === 'device' && endpoint.identity.by === 'tags')
    return endpoint.identity.tags.map(tag => tag.toLowerCase())
  return []
}

/** The login whose device it is. */
export function ownerOf(endpoint: Endpoint): string | undefined {
  return endpoint.kind === 'device' && endpoint.identity.by === 'owner' ? endpoint.identity.owner : undefined
}
