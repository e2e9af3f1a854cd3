import type { Resolved } from '@homelab/estate/model'
import { compile } from '../compile.ts'
import type { TailnetFlow } from '../from-estate/flows.ts'
import { tailnetOf } from '../from-estate/policy.ts'
import { permits } from '../reach.ts'

/** Traffic of now that a new policy refuses while everything else is as it was: endpoints have their tags of before. */
export function refusedMeanwhile(before: Resolved, after: Resolved): readonly TailnetFlow[] {
  const [old, now] = [tailnetOf(before), tailnetOf(after)]
  if (old === undefined || now === undefined) return []
  const [ran, then] = [compile(old.document, old.inventory), compile(now.document, old.inventory)]
  return old.flows.filter(flow => permits(ran, flow).allowed && !permits(then, flow).allowed)
}
