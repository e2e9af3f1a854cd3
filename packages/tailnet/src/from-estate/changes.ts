/** Who gains and who loses what by the policy of an estate. */
import type { Resolved } from '@homelab/estate/model'
import { type Change, changesBetween } from '../changes.ts'
import type { Inventory } from '../inventory.ts'
import type { Policy } from '../policy.ts'
import { loginOf } from './names.ts'
import type { Tailnet } from './policy.ts'

/**
 * Over the machines and Services of today's estate, with one device more for everybody of whom none is known.
 *
 * @param before people in it are tokens, as they are rendered
 */
export function policyChanges(resolved: Resolved, { document, inventory }: Tailnet, before: Policy): readonly Change[] {
  return changesBetween(before, document, withPeople(resolved, inventory))
}

/** The same between two estates: what is there may be otherwise too. */
export function accessChanges(
  before: { readonly resolved: Resolved; readonly tailnet: Tailnet },
  after: { readonly resolved: Resolved; readonly tailnet: Tailnet },
): readonly Change[] {
  const [old, now] = [before, after].map(({ resolved, tailnet }) => withPeople(resolved, tailnet.inventory))
  if (old === undefined || now === undefined) return []
  return changesBetween(before.tailnet.document, after.tailnet.document, now, old)
}

/** With a device for everybody of whom none is known. */
export function withPeople({ people }: Resolved, inventory: Inventory): Inventory {
  const named = new Set(inventory.endpoints.map(({ name }) => name))
  const owners = new Set(
    inventory.endpoints.flatMap(one =>
      one.kind === 'device' && one.identity.by === 'owner' ? [one.identity.owner] : [],
    ),
  )
  const imagined = people
    .filter(person => !named.has(person.name) && !owners.has(loginOf(person)))
    .map(person => ({ kind: 'device', name: person.name, identity: { by: 'owner', owner: loginOf(person) } }) as const)
  return imagined.length === 0 ? inventory : { ...inventory, endpoints: [...inventory.endpoints, ...imagined] }
}
