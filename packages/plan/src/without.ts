import { repeats } from '@homelab/changes'
import type { Change } from '@homelab/estate/model'
import type { Draft } from './draft.ts'
import type { Ground } from './ground.ts'
import type { Without } from './model.ts'

/** What changes and takes no step: documentation, what only reads otherwise, and what no step carries. */
export function withoutSteps(
  { changes: told }: Ground,
  all: readonly Change[],
  drafts: readonly Draft[],
): readonly Without[] {
  const carried = new Set(drafts.flatMap(({ changes }) => changes))
  const repeated = all.filter(repeats).length
  const cosmetic = all.filter(change => change.danger === 'cosmetic' && !repeats(change) && !carried.has(change))
  const left = told.filter(change => !carried.has(change))
  return [
    ...(repeated === 0
      ? []
      : [{ what: `${repeated} changes of the documentation and estate.json`, why: 'they repeat what others say' }]),
    ...(cosmetic.length === 0
      ? []
      : [{ what: `${cosmetic.length} cosmetic changes`, why: 'nothing that runs behaves otherwise' }]),
    ...left.map(({ danger, subject, why }) => ({
      what: [danger, subject].filter(text => text !== undefined).join(' '),
      why: why ?? 'it follows from the others',
    })),
  ]
}
