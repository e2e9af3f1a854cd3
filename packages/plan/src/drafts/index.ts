import type { Change } from '@homelab/estate/model'
import { mise, nothingChanged } from '../commands.ts'
import type { Draft } from '../draft.ts'
import type { Ground } from '../ground.ts'
import type { Group } from '../order/held.ts'
import type { Unit } from '../units.ts'
import { dataDrafts } from './data.ts'
import { groupDrafts } from './groups.ts'
import { secretDrafts } from './moved-secrets.ts'
import { peopleDrafts } from './people.ts'
import { proxyDrafts } from './proxies.ts'
import { roleDrafts } from './roles.ts'
import { stackDrafts } from './stacks.ts'

/** Every step that a change takes, in no order. */
export function draftsOf(
  ground: Ground,
  units: readonly Unit[],
  left: readonly Change[],
  held: readonly Group[],
): readonly Draft[] {
  const drafts = [
    ...secretDrafts(ground),
    ...dataDrafts(ground),
    ...stackDrafts(ground, units),
    ...groupDrafts(ground, units, held),
    ...roleDrafts(ground, units),
    ...proxyDrafts(ground, units),
    ...peopleDrafts(ground),
  ]
  const all = [...drafts, ...byHand(left, drafts)]
  return all.length === 0 ? [] : [...all, check]
}

/** Files that nobody says how to bring: a playbook is read where it is run from. */
function byHand(left: readonly Change[], drafts: readonly Draft[]): readonly Draft[] {
  const carried = new Set(drafts.flatMap(({ changes }) => changes))
  const isRead = ({ system, danger }: Change): boolean => system === 'ansible' && danger === undefined
  const files = Map.groupBy(
    left.filter(
      change => !carried.has(change) && !isRead(change) && change.read !== 'estate' && change.file !== undefined,
    ),
    ({ file }) => file ?? '',
  )
  return [...files].map(([file, changes]) => ({
    ...{
      id: `${file}#bring`,
      system: changes[0]?.system ?? 'files',
      effect: 'changes',
      stage: 'apply',
      changes,
      services: [],
    },
    does: `brings ${file} to where it is read`,
    run: { kind: 'by-hand', what: `bring ${file} to where it is read: nothing states how` },
    back: { how: 'take the commit back, and bring what was there', run: [] },
  }))
}

const check: Draft = {
  ...{ id: 'estate#check', system: 'checks', effect: 'reads', stage: 'check', changes: [], services: [] },
  does: 'asks everything whether it is up',
  run: mise('services-check'),
  back: nothingChanged,
}
