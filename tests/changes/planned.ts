import { globSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { hostParts } from '@homelab/ansible-gen'
import type { Change, Resolved } from '@homelab/estate/model'
import { clusterParts } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { evaluatedRules } from '@homelab/observability/render'
import { type Plan, plan } from '@homelab/plan'
import { type OrderRule, planBy } from '@homelab/plan/order'
import { secretStores } from '@homelab/secrets'
import { compared, type Revision } from '@homelab/synth/diff'
import { drawer } from '../fixtures/cottage/apps/cottage/store.ts'
import type { Case } from './case.ts'
import type { PlanCase } from './plan-case.ts'

const parts = [...clusterParts, ...hostParts, ...sightParts, ...secretStores, drawer]

export interface Planned {
  /** The same by other rules. */
  readonly by: (order: readonly OrderRule[]) => Plan
  readonly plan: Plan
  readonly changes: readonly Change[]
  readonly before: Resolved
  readonly after: Resolved
}

export async function planned(was: Revision, is: Revision): Promise<Planned> {
  const { changes, estates } = await compared(was, is, parts)
  const { before, after } = estates
  if (before === undefined || after === undefined) throw new Error('an estate is missing')
  const by = (order: readonly OrderRule[]): Plan => planBy(order, changes, before, after, parts, evaluatedRules(after))
  return { plan: plan(changes, before, after, parts, evaluatedRules(after)), by, changes, before, after }
}

export interface PlannedCase {
  readonly name: string
  readonly change: Case
  readonly expected: PlanCase
}

const folders = globSync('cases/*/case.ts', { cwd: import.meta.dirname }).toSorted()

/** Every case of the diff, with its plan. */
export const plannedCases: readonly PlannedCase[] = await Promise.all(
  folders.map(async path => {
    const load = async (file: string): Promise<unknown> =>
      ((await import(join(import.meta.dirname, dirname(path), file))) as { readonly default: unknown }).default
    const name = basename(dirname(path))
    return { name, change: (await load('case.ts')) as Case, expected: (await load('plan.ts')) as PlanCase }
  }),
)
