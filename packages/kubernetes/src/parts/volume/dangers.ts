import type { Change, DangerRule } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { goes, type Judged, objectRule } from '../../changes/rule.ts'
import { refusal } from '../../compare/fixed.ts'
import { at } from '../../compare/json.ts'

/** What holds data, and what of it can't be changed. */
export const volumeDangers: readonly DangerRule[] = [
  objectRule('claim-goes', ['PersistentVolumeClaim'], judged => {
    if (!isGone(judged) || isBound(judged)) return undefined
    const other = renamed(judged.change, judged.all)
    const why = `pruning it deletes its volume with all data${other === undefined ? '' : `; ${other} is another volume, and comes empty`}`
    return { danger: 'destroys', why }
  }),
  objectRule('bound-claim-goes', ['PersistentVolumeClaim'], judged =>
    isGone(judged) && isBound(judged)
      ? {
          danger: 'stops',
          why: 'what mounts it finds nothing; the volume that it names was not made for it, and stays',
        }
      : undefined,
  ),
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

function isGone({ change }: Judged): boolean {
  return change.kind === 'removed' && change.path === undefined
}

/** Only a volume that a class made goes with its claim: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming */
function isBound({ object }: Judged): boolean {
  return typeof at(object, 'spec', 'volumeName') === 'string'
}

/** A claim of the same namespace that comes as this one goes. */
function renamed({ subject }: Change, all: readonly Change[]): string | undefined {
  const [namespace] = subject.split('/')
  const others = all.filter(
    each => each.kind === 'added' && each.path === undefined && each.subject.startsWith(`${namespace}/`),
  )
  return others.length === 1 ? others[0]?.subject.split('/')[1] : undefined
}
