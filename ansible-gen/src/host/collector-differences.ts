import { type Difference, difference } from '@homelab/estate/model'
import { collectorDifferences } from '../collectors/differences.ts'

/** Where a collector's script parts from what was observed, for the differences of its service. */
export function scriptDifferences(
  of: (typeof collectorDifferences)[number]['collector'],
  facts: string,
): readonly Difference[] {
  return collectorDifferences
    .filter(({ collector }) => collector === of)
    .map(({ what, today, now, why }) => difference(what, { today, now, why, facts }))
}
