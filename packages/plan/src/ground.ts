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
  /** What is done to entries, by id; as they will be, or as they were where they go. */
  readonly operations: ReadonlyMap<string, Step>
}

export function groundOf(
  changes: readonly Change[],
  before: Resolved,
  after: Resolved,
  parts: readonly Part[],
  alerts: readonly Alerting[],
): Ground {
  return {
    changes,
    before,
    after,
    parts,
    alerts,
    was: lookup(before),
    is: lookup(after),
    operations: new Map([...operationsOf(before), ...operationsOf(after)]),
  }
}

/** A service as it will be, or as it was where it goes. */
export function serviceIn({ was, is }: Ground, name: string): ResolvedService | undefined {
  return is.service(name) ?? was.service(name)
}

function operationsOf({ services, operations }: Resolved): readonly (readonly [string, Step])[] {
  return [...operations, ...services.flatMap(({ runs }) => runs.operations)].map(step => [step.id, step])
}

export function operation({ operations }: Ground, id: string): Step | undefined {
  return operations.get(id)
}
