import type { Change, DangerRule } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { goes, objectRule } from '../../changes/rule.ts'
import { refusal } from '../../compare/fixed.ts'

/** What holds data, and what of it can't be changed. */
export const volumeDangers: readonly DangerRule[] = [
  goes('claim-goes', ['PersistentVolumeClaim'], 'destroys', ({ change, all }) => {
    const other = renamed(change, all)
    return `pruning it deletes its volume with all data${other === undefined ? '' : `; ${other} is another volume, and comes empty`}`
  }),
  goes(
    'volume-goes',
    ['PersistentVolume'],
    'destroys',
    'what mounts it by a claim finds nothing; what it points at stays where it is',
  ),
  objectRule('claim-fixed', ['PersistentVolumeClaim', 'PersistentVolume'], ({ kind, change, path }) => {
    if (change.path === undefined) return undefined
    const { before, after } = change
    const why = refusal(kind, { path, ...present({ ran: before, rendered: after }) })
    return why === undefined
      ? undefined
      : { danger: 'recreates', refused: true, why: `the API refuses it: ${why}; only a new one has another value` }
  }),
]

/** A claim of the same namespace that comes as this one goes. */
function renamed({ subject }: Change, all: readonly Change[]): string | undefined {
  const [namespace] = subject.split('/')
  const others = all.filter(
    each => each.kind === 'added' && each.path === undefined && each.subject.startsWith(`${namespace}/`),
  )
  return others.length === 1 ? others[0]?.subject.split('/')[1] : undefined
}
