import { type Resolved, type ResolvedTailnet, servedNames } from '@homelab/estate/model'
import { approvesHost } from '../approvers.ts'
import type { Inventory } from '../inventory.ts'
import type { Policy } from '../policy.ts'
import { selectorTexts } from './names.ts'

type Approvers = Readonly<Record<string, readonly string[]>>

/** Whom the estate says, then hosts for the names that they serve, by the first tag of each. */
export function serviceApprovers(resolved: Resolved, tailnet: ResolvedTailnet, inventory: Inventory): Approvers {
  const stated: Approvers = Object.fromEntries(
    (tailnet.serviceApprovers ?? []).map(entry => [entry.services, selectorTexts(entry.approvers)]),
  )
  const policy: Policy = { autoApprovers: { services: stated } }
  const needed = servedNames(resolved).flatMap(({ name, host }) => {
    const service = inventory.endpoints.find(endpoint => endpoint.name === name)
    const device = inventory.endpoints.find(endpoint => endpoint.name === host.name)
    if (service?.kind !== 'service' || device?.kind !== 'device' || host.tailnet?.by !== 'tags') return []
    return approvesHost(policy, inventory, service, device) ? [] : [{ name, tag: host.tailnet.tags[0] }]
  })
  const derived = [...Map.groupBy(needed, ({ name }) => name)].map(
    ([name, all]) => [name, [...new Set([...(stated[name] ?? []), ...all.map(({ tag }) => tag)])]] as const,
  )
  return { ...stated, ...Object.fromEntries(derived) }
}
