/** What Tailscale would refuse in node attributes. */
import { contains, overlap, parseRange } from './addresses.ts'
import { validateConnectors } from './connectors.ts'
import type { NodeAttr, Policy } from './policy.ts'
import { isTagged, isUser, type Refusal, refused } from './refusal.ts'
import { choose, type Problem } from './rules.ts'

export function validateAttributes(policy: Policy): readonly Problem[] {
  return (policy.nodeAttrs ?? []).flatMap((entry, index) => {
    const path = `nodeAttrs[${index}]`
    return [
      ...nothing(path, entry),
      ...refused(`${path}.target`, choose(entry.target), notATarget),
      ...validateConnectors(path, entry),
      ...(entry.ipPool ?? []).flatMap(pool => notAPool(`${path}.ipPool`, pool)),
    ]
  })
}

/** The control plane takes an entry that is for nothing, or gives nothing. */
function nothing(path: string, { target, attr = [], ipPool = [], app = {} }: NodeAttr): readonly Problem[] {
  if (target.length === 0)
    return [{ path: `${path}.target`, problem: 'it is for no device', got: '[]', doubtful: true }]
  if (attr.length + ipPool.length + Object.keys(app).length > 0) return []
  return [{ path, problem: 'it gives nothing (expected attr, ipPool or app)', got: '[]', doubtful: true }]
}

const notATarget: Refusal = selector =>
  isUser(selector) || isTagged(selector) || ['any', 'host', 'range'].includes(selector.kind)
    ? undefined
    : 'no target of attributes (expected users, groups, roles, tags or addresses)'

/** https://tailscale.com/docs/reference/ip-pool: addresses of devices, without those that Tailscale keeps for itself. */
const DEVICES = known('100.64.0.0/10')
const RESERVED = known('100.100.0.0/24', '100.100.100.0/24', '100.115.92.0/23')

function notAPool(path: string, got: string): readonly Problem[] {
  const pool = parseRange(got)
  if (pool === undefined) return [{ path, problem: 'no CIDR', got }]
  if (!DEVICES.some(all => contains(all, pool))) return [{ path, problem: 'not within 100.64.0.0/10', got }]
  return RESERVED.some(kept => overlap(kept, pool)) ? [{ path, problem: 'Tailscale keeps these addresses', got }] : []
}

function known(...texts: readonly string[]) {
  return texts.flatMap(text => parseRange(text) ?? [])
}
