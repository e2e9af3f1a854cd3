import type { DangerRule } from '@homelab/estate/model'
import { goes, isField, objectRule, tagMajors } from '../../changes/rule.ts'
import { at } from '../../compare/json.ts'

const finalizer = 'resources-finalizer.argocd.argoproj.io'

/** https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/ */
export const argoCdDangers: readonly DangerRule[] = [
  goes('application-goes', ['Application'], 'destroys', ({ item }) => {
    const kept = at(item.before, 'metadata', 'finalizers')
    const takes = Array.isArray(kept) && kept.some(each => String(each).startsWith(finalizer))
    return takes
      ? 'pruning it deletes all of its objects, claims among them'
      : 'pruning it leaves its objects in the cluster, orphaned: delete them by hand, after what they hold is saved'
  }),
  objectRule('application-moves', ['Application'], judged =>
    isField(judged, 'spec.destination')
      ? { danger: 'recreates', why: 'its objects are made at the new place, and stay at the old one' }
      : undefined,
  ),
  objectRule('application-prunes', ['Application'], judged =>
    isField(judged, 'spec.syncPolicy.automated.prune', 'spec.syncPolicy.automated') &&
    judged.change.after !== undefined &&
    judged.change.after !== false
      ? { danger: 'destroys', why: 'from now on what is no longer rendered is deleted without being asked' }
      : undefined,
  ),
  objectRule('chart-major', ['Application'], judged => {
    const { before, after } = judged.change
    const isVersion = isField(judged, 'spec.source.targetRevision', 'spec.sources[*].targetRevision')
    const major = isVersion ? tagMajors(before, after) : undefined
    return major === undefined
      ? undefined
      : { danger: 'restarts', why: `a major version of what it delivers, ${major}: its notes may ask for more` }
  }),
]
