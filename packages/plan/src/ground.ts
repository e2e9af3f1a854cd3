import type { Change } from '@homelab/estate/model'
import { type Lookup, lookup, type Part, type Resolved, type ResolvedService, type Step } from '@homelab/estate/model'

/** An alert that is evaluated once all is rolled out. */
export interface Alerting {
  readonly alert: string
  readonly expr: string
  /** How long it must hold: `5m`. */
  readonly for: string
  readonly labels: { readonly service: string }
}

/** What a plan is made of. */
export interface Ground {
  readonly changes: readonly Change[]
  readonly before: Resolved
  readonly after: Resolved
  readonly parts: readonly Part[]
  readonly alerts: readonly Alerting[]
  readonly was: Lookup
  readonly is: Lookup
}

export function groundOf(
  changes: readonly Change[],
  before: Resolved,
  after: Resolved,
  parts: readonly Part[],
  alerts: readonly Alerting[],
): Ground {
  return { changes, before, after, parts, alerts, was: lookup(before), is: lookup(after) }
}

/** A service as it will be, or as it was where it goes. */
export function serviceIn({ was, is }: Ground, name: string): ResolvedService | undefined {
  return is.service(name) ?? was.service(name)
}

/** What is done to an entry, by id; as it will be, or as it was where that goes. */
export function operation(ground: Ground, id: string): Step | undefined {
  const found = ({ services, operations }: Resolved): Step | undefined => {
    const all = [...operations, ...services.flatMap(({ runs }) => runs.operations)]
    return all.find(step => step.id === id)
  }
  return found(ground.after) ?? found(ground.before)
}
