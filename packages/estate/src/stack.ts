import { made } from './made.ts'
import type { Host } from './place.ts'
import type { Secret } from './vault.ts'

/**
 * A Pulumi stack: what is applied to the API of somebody's service. https://www.pulumi.com/docs/iac/concepts/stacks/
 *
 * The names of project, stack and resources make the resources' URNs: another name recreates all of them.
 */
export interface StackProps {
  readonly project: string
  readonly stack: string
  /** One clause. */
  readonly summary: string
  readonly provider: StackProvider
  /** What the provider reads from the environment, by variable; read from the vault when it runs. */
  readonly credentials: Readonly<Record<string, Secret>>
  /** The same without secrets. */
  readonly environment?: Readonly<Record<string, string>>
  /**
   * The URNs of resources that it held before the estate rendered it, and that stay the same ones: one that is rendered under
   * another is a finding. `pulumi stack --show-urns` prints them.
   *
   * @default none
   * @example ['urn:pulumi:example::names::gandi:livedns/record:Record::mail']
   */
  readonly adopts?: readonly string[]
}

export interface StackProvider {
  readonly name: string
  /** Without `v`. */
  readonly version: string
  /** Where its plugin is downloaded; Pulumi's own by default. */
  readonly downloadUrl?: string
}

interface Declared {
  readonly declaredIn: string
}

/** Applies the tailnet's policy, the tags of hosts, and the keys of machines that join by themselves. */
export interface TailnetStackProps extends StackProps {
  /** The resource of the policy. */
  readonly policy: string
  readonly keys: readonly TailnetKey[]
  /** Absent: DNS stays as somebody set it in the admin console. */
  readonly dns?: TailnetDns
}

/** All settings of DNS that devices get: https://tailscale.com/docs/reference/dns-in-tailscale */
export interface TailnetDns {
  /** The resource. */
  readonly resource: string
  /** Machines have names of their own. */
  readonly magicDns: boolean
  /** Of names outside of the tailnet. */
  readonly nameservers?: readonly Nameserver[]
  /** Devices ask these nameservers, and not those of the network in which they are; `false` by default. */
  readonly overrideLocalDns?: boolean
  /** Nameservers of single domains. */
  readonly splitDns?: readonly { readonly domain: string; readonly nameservers: readonly Nameserver[] }[]
  /** Domains in which short names are looked up, besides the tailnet's own. */
  readonly searchPaths?: readonly string[]
}

export interface Nameserver {
  /** IPv4 or IPv6. */
  readonly address: string
  /** It is asked also while a device uses an exit node; `false` by default. */
  readonly useWithExitNode?: boolean
}

/** https://tailscale.com/docs/features/access-control/auth-keys */
export interface TailnetKey {
  /** The resource. */
  readonly name: string
  /** The machine that joins with it, by name: it gives that machine's tags. */
  readonly host: string
  readonly reusable: boolean
  readonly ephemeral: boolean
  readonly preauthorized: boolean
  readonly expirySeconds: number
  /** The stack's output that holds the key. */
  readonly output: string
}

/**
 * A key by which a machine of no person joins the tailnet, made by the stack.
 *
 * @param of the host that joins with it; the key carries its tags
 * @example tailnetKey('proxy', server, { reusable: true, ephemeral: true, preauthorized: true, expirySeconds: 90 * 86_400, output: 'proxyKey' })
 */
export function tailnetKey(name: string, of: Host, props: Omit<TailnetKey, 'name' | 'host'>): TailnetKey {
  return made({ name, host: of.name, ...props })
}

export type TailnetStack = TailnetStackProps & Declared

/**
 * The stack that applies the policy, the tags of machines and the keys.
 *
 * @param meta `import.meta` of the declaring file
 */
export function tailnetStack(meta: { readonly url: string }, props: TailnetStackProps): TailnetStack {
  return made({ declaredIn: meta.url, ...props })
}

/** Who serves the zone: each has a resource of its own for records. Further ones: `packages/pulumi/src/dns-providers.ts`. */
export type DnsProvider = StackProvider &
  (
    | { readonly name: 'gandi' }
    | {
        readonly name: 'cloudflare'
        /** The zone as its API knows it; it is on the zone's overview page, and no secret. */
        readonly zoneId: string
      }
  )

/** Applies the records of a DNS zone. */
export interface DnsStackProps extends StackProps {
  readonly provider: DnsProvider
  readonly zone: string
  /** Of derived records. */
  readonly ttlSeconds: number
  /**
   * The variable that overrides the address of the private proxy, which is looked up when the stack runs; for the proxy of a further
   * private domain with that one's name behind it, `ADDRESS_LAB`.
   */
  readonly addressVariable: string
  /** The public proxy's own name, where public names lead. */
  readonly publicTarget?: string
  /** Besides those that follow from the domains and from public routes. */
  readonly records?: readonly DnsRecord[]
}

export interface DnsRecord {
  /** The resource. */
  readonly resource: string
  /** Relative to the zone. */
  readonly name: string
  readonly type: 'A' | 'AAAA' | 'CNAME' | 'TXT' | 'MX' | 'CAA'
  readonly ttlSeconds: number
  readonly values: readonly string[]
}

export type DnsStack = DnsStackProps & Declared

/** Whether a name lies below the zone, so that the stack may have records for it. */
export function isInZone(name: string, { zone }: Pick<DnsStackProps, 'zone'>): boolean {
  return name.endsWith(`.${zone}`)
}

/**
 * The stack that applies the records of a zone.
 *
 * @param meta `import.meta` of the declaring file
 */
export function dnsStack(meta: { readonly url: string }, props: DnsStackProps): DnsStack {
  return made({ declaredIn: meta.url, ...props })
}
