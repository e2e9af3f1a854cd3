import type { Acceptance } from './accept.ts'
import type { Difference } from './difference.ts'
import type { Domains } from './domain.ts'
import { made } from './made.ts'
import type { Part } from './part.ts'
import type { Person } from './person.ts'
import type { Cluster, Host } from './place.ts'
import type { Service } from './service.ts'
import type { DnsStack, TailnetStack } from './stack.ts'
import type { Share } from './storage.ts'
import type { TailnetPolicy } from './tailnet-policy.ts'
import type { Vault } from './vault.ts'

export interface EstateProps {
  /** As people write it: `My Homelab`. */
  readonly title: string
  readonly hosts: readonly Host[]
  readonly clusters: readonly Cluster[]
  readonly domains: Domains
  readonly vaults: readonly Vault[]
  readonly people: readonly Person[]
  readonly shares: readonly Share[]
  /** In the order in which lists made of them are rendered. */
  readonly services: readonly Service[]
  /** Absent: no policy is rendered. */
  readonly tailnet?: TailnetPolicy
  /** What applies the policy. */
  readonly tailnetStack?: TailnetStack
  readonly dns?: DnsStack
  /** Findings of other subjects than services that the estate lives with. */
  readonly accepts?: readonly Acceptance[]
  /** Differences from what was observed that are no single service's. */
  readonly differences?: readonly Difference[]
  /** The nouns that it is made of, by value. Of a workload of a kind without a part nobody knows what is there. */
  readonly parts: readonly Part[]
}

/** The whole: hosts, clusters, domains, vaults, people, services. */
export interface Estate extends EstateProps {
  readonly kind: 'estate'
  readonly name: string
  readonly declaredIn: string
}

/**
 * Declares an estate.
 *
 * @param meta `import.meta` of `apps/NAME/estate.ts`; sources are named relative to the folder above `apps`
 */
export function estate(meta: { readonly url: string }, name: string, props: EstateProps): Estate {
  return made({ kind: 'estate', name, declaredIn: meta.url, ...props })
}
