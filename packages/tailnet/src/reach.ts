/** Who can reach what: the rows that `reach` prints. */
import { present } from '@homelab/formats/present'
import { type Capability, opens, portsText } from './capability.ts'
import { accessOf, type Compiled, compile } from './compile.ts'
import { findEndpoints } from './find.ts'
import { compareText, type Endpoint, type Inventory, type OpenPort } from './inventory.ts'
import type { Policy } from './policy.ts'
import type { RuleRef } from './rules.ts'

/** At least one end; see `findEndpoints` for what an end may be. */
export type ReachQuery =
  | { readonly from: string; readonly to?: string }
  | { readonly to: string; readonly from?: string }

/** What rules let one endpoint do on another. ICMP comes with every row and is not said again. */
export interface ReachRow {
  readonly from: string
  readonly to: string
  /** `*`: TCP, UDP and ICMP. */
  readonly protocol: string
  /** `*`, `443` or `53-60`. */
  readonly ports: string
  /** The ports known to answer that the row opens, as `tcp:443`. Empty: none is known. */
  readonly open: readonly string[]
  /** Only while the source meets one of these postures, as far as anybody knows. */
  readonly onlyIf?: readonly string[]
  /** Every rule that says so, in the order of the policy. */
  readonly because: readonly RuleRef[]
}

/**
 * All access from, to or between endpoints, sorted by from, to, protocol and port. A Service whose ports are known
 * has rows only for those.
 *
 * @throws UnknownEndpointError when an end is not in the inventory
 */
export function reach(policy: Policy, inventory: Inventory, query: ReachQuery): readonly ReachRow[] {
  return reachIn(compile(policy, inventory), query)
}

/** `reach` on a policy that is compiled already. */
export function reachIn(compiled: Compiled, query: ReachQuery): readonly ReachRow[] {
  const to = query.to === undefined ? undefined : new Set(findEndpoints(compiled, query.to))
  const from = query.from === undefined ? compiled.endpoints.keys() : findEndpoints(compiled, query.from)
  return [...from].flatMap(index => rowsFrom(compiled, index, to))
}

/** May this traffic pass, and which rules say so? */
export function permits(
  compiled: Compiled,
  flow: { readonly from: string; readonly to: string; readonly protocol: string; readonly port: number },
): { readonly allowed: boolean; readonly because: readonly RuleRef[] } {
  const targets = new Set(findEndpoints(compiled, flow.to))
  const because = findEndpoints(compiled, flow.from).flatMap(from =>
    accessOf(compiled, from)
      .filter(({ to, capability }) => targets.has(to) && opens(capability, flow.protocol, flow.port))
      .map(({ rule }) => rule.ref),
  )
  return { allowed: because.length > 0, because: [...new Set(because)] }
}

interface Draft {
  readonly to: Endpoint
  readonly capability: Capability
  readonly onlyIf: readonly string[] | undefined
  readonly because: Set<RuleRef>
}

function rowsFrom(compiled: Compiled, from: number, wanted: ReadonlySet<number> | undefined): readonly ReachRow[] {
  const drafts = new Map<string, Draft>()
  for (const { to: index, capability, rule, onlyIf } of accessOf(compiled, from)) {
    const to = compiled.endpoints[index]
    if (to === undefined || (wanted !== undefined && !wanted.has(index)) || isClosed(to, capability)) continue
    const key = `${index} ${capability.protocol} ${capability.first} ${capability.last} ${onlyIf?.join() ?? ''}`
    const draft = drafts.get(key) ?? { to, capability, onlyIf, because: new Set() }
    drafts.set(key, draft)
    draft.because.add(rule.ref)
  }
  const name = compiled.endpoints[from]?.name ?? ''
  return [...drafts.values()].sort(inOrder).map(({ to, capability, onlyIf, because }) => ({
    from: name,
    to: to.name,
    protocol: capability.protocol,
    ports: portsText(capability),
    open: openOn(to, capability).map(({ protocol, port }) => `${protocol}:${port}`),
    ...present({ onlyIf }),
    because: [...because],
  }))
}

function inOrder(a: Draft, b: Draft): number {
  return (
    compareText(a.to.name, b.to.name) ||
    compareText(a.capability.protocol, b.capability.protocol) ||
    a.capability.first - b.capability.first ||
    a.capability.last - b.capability.last
  )
}

/** A Service answers only on its own ports, so a rule for others opens nothing. */
export function isClosed(to: Endpoint, capability: Capability): boolean {
  return to.kind === 'service' && to.ports !== undefined && openOn(to, capability).length === 0
}

/** The ports known to answer on an endpoint that a capability opens. */
export function openOn(to: Endpoint, capability: Capability): readonly OpenPort[] {
  if (to.kind !== 'device' && to.kind !== 'service') return []
  return (to.ports ?? []).filter(({ protocol, port }) => opens(capability, protocol, port))
}
