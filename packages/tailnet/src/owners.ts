/**
 * Who may give which tag.
 *
 * Source: https://tailscale.com/docs/features/tags#define-tag-owners and
 * https://tailscale.com/docs/features/tags#apply-a-tag-from-another-tag
 */
import type { Inventory } from './inventory.ts'
import { type Party, selectsIdentity, type World, worldOf } from './match.ts'
import type { Policy } from './policy.ts'
import { parseSelector } from './selector.ts'

/** Who asks to give tags: a user, or what authenticates with tags (an OAuth client, an auth key, a device). */
export type Holder =
  | { readonly by: 'user'; readonly login: string }
  | { readonly by: 'tags'; readonly tags: readonly string[] }

/** May the holder put exactly these tags on a device? */
export function mayApply(policy: Policy, inventory: Inventory, holder: Holder, requested: readonly string[]): boolean {
  const wanted = new Set(requested.map(tag => tag.toLowerCase()))
  if (wanted.size === 0) return false
  if (holder.by === 'tags') {
    const held = new Set(holder.tags.map(tag => tag.toLowerCase()))
    // The very same set needs no owner; any other, a subset included, is looked up tag by tag.
    if (wanted.size === held.size && [...wanted].every(tag => held.has(tag))) return true
  }
  const world = worldOf(policy, inventory)
  return [...wanted].every(tag => ownersOf(policy, tag) !== undefined && owns(policy, world, holder, tag))
}

/**
 * Every tag that leads to `tag`, itself left out: its owners, their owners and so on. What holds one of them can make
 * a device that may give the next.
 */
export function tagsLeadingTo(policy: Policy, tag: string): readonly string[] {
  const found = new Set<string>()
  const visit = (current: string): void => {
    for (const owner of ownersOf(policy, current) ?? []) {
      const selector = parseSelector(owner)
      if (selector.kind !== 'tag' || found.has(selector.tag)) continue
      found.add(selector.tag)
      visit(selector.tag)
    }
  }
  visit(tag.toLowerCase())
  found.delete(tag.toLowerCase())
  return [...found].sort()
}

/** The owners as the policy lists them; undefined where the tag is not defined. */
export function ownersOf(policy: Policy, tag: string): readonly string[] | undefined {
  return Object.entries(policy.tagOwners ?? {}).find(([name]) => name.toLowerCase() === tag.toLowerCase())?.[1]
}

function owns(policy: Policy, world: World, holder: Holder, tag: string): boolean {
  const party: Party =
    holder.by === 'user'
      ? { kind: 'device', login: holder.login, tags: [], addresses: [], routers: [] }
      : { kind: 'device', tags: holder.tags.map(held => held.toLowerCase()), addresses: [], routers: [] }
  // Owner, Admin and Network admin may give every tag that is defined.
  const role = party.login === undefined ? undefined : world.roles.get(party.login)
  if (role === 'owner' || role === 'admin' || role === 'network-admin') return true
  return isListed(ownersOf(policy, tag) ?? [], party, world)
}

/** Is the party one of these users, groups, autogroups or tags? */
export function isListed(texts: readonly string[], party: Party, world: World): boolean {
  return texts
    .map(parseSelector)
    .some(selector =>
      selector.kind === 'autogroup'
        ? selector.autogroup === 'tagged' && party.tags.length > 0
        : selectsIdentity(selector, party, world),
    )
}
