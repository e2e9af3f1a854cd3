/**
 * What needs no approval by hand.
 *
 * Source: https://tailscale.com/docs/reference/syntax/policy-file#auto-approvers and
 * https://tailscale.com/docs/features/tailscale-services#set-up-automatic-approval
 */
import { contains, parseRange } from './addresses.ts'
import type { Device, Inventory, TailscaleService } from './inventory.ts'
import { tagsOf } from './inventory.ts'
import { partyOf, worldOf } from './match.ts'
import { isListed } from './owners.ts'
import type { Policy } from './policy.ts'

/** May the device host the Service at once? The policy names the Service, or a tag that it carries. */
export function approvesHost(policy: Policy, inventory: Inventory, service: TailscaleService, host: Device): boolean {
  // Only devices with tags host Services: docs/features/tailscale-services#prerequisites
  if (host.identity.by !== 'tags') return false
  const tags = tagsOf(service)
  const world = worldOf(policy, inventory)
  return Object.entries(policy.autoApprovers?.services ?? {})
    .filter(([key]) => key === service.name || tags.includes(key.toLowerCase()))
    .some(([, approvers]) => isListed(approvers, partyOf(host), world))
}

/** May the device route these addresses at once? A route inside an approved one is approved too. */
export function approvesRoute(policy: Policy, inventory: Inventory, cidr: string, router: Device): boolean {
  const wanted = parseRange(cidr)
  if (wanted === undefined) return false
  const world = worldOf(policy, inventory)
  return Object.entries(policy.autoApprovers?.routes ?? {}).some(([route, approvers]) => {
    const approved = parseRange(route)
    return approved !== undefined && contains(approved, wanted) && isListed(approvers, partyOf(router), world)
  })
}

/** May the device be an exit node at once? */
export function approvesExitNode(policy: Policy, inventory: Inventory, device: Device): boolean {
  return isListed(policy.autoApprovers?.exitNode ?? [], partyOf(device), worldOf(policy, inventory))
}
