/** What applications are told of those who reach them. */
import { appText } from './app-capabilities.ts'
import { type Compiled, pairsOf } from './compile.ts'
import { findEndpoints } from './find.ts'
import type { ReachQuery } from './reach.ts'
import type { RuleRef } from './rules.ts'

export interface AppRow {
  readonly from: string
  readonly to: string
  /** `tailscale.com/cap/kubernetes` */
  readonly capability: string
  /** In words where the capability is known: `as system:masters`. */
  readonly says: string
  readonly onlyIf?: readonly string[]
  readonly because: RuleRef
}

/**
 * A row for each capability of each grant between two endpoints, in the order of the policy.
 *
 * @throws UnknownEndpointError when an end is not in the inventory
 */
export function reachApps(compiled: Compiled, query: ReachQuery): readonly AppRow[] {
  const [from, to] = [query.from, query.to].map(asked =>
    asked === undefined ? undefined : new Set(findEndpoints(compiled, asked)),
  )
  return compiled.rules.flatMap(rule => {
    const told = Object.entries(rule.rule.app)
    if (told.length === 0) return []
    return [...pairsOf(compiled, rule)]
      .filter(([source, target]) => from?.has(source) !== false && to?.has(target) !== false)
      .flatMap(([source, target]) =>
        told.map(([capability, values]) => ({
          from: compiled.endpoints[source]?.name ?? '',
          to: compiled.endpoints[target]?.name ?? '',
          capability,
          says: appText(capability, values),
          ...(rule.doubtful.has(source) && { onlyIf: rule.rule.postures }),
          because: rule.rule.ref,
        })),
      )
  })
}
