import type { DangerRule } from '@homelab/estate/model'
import { goes, isField, type Judged, objectRule, tagMajors } from '../../changes/rule.ts'
import { at, type Json } from '../../compare/json.ts'

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
  objectRule('application-reads-elsewhere', ['Application'], judged => {
    if (!isField(judged, 'spec.source.path', 'spec.sources[*].path')) return undefined
    const [was, is] = [repositories(judged.item.before), repositories(judged.item.after)]
    return was === undefined || is === undefined || was === is
      ? undefined
      : {
          danger: 'recreates',
          why: 'it is read from another repository: objects of other names are made beside those that are there, which stay until they are pruned; a kind of objects among these takes all its objects along',
        }
  }),
  objectRule('application-prunes', ['Application'], judged =>
    isField(judged, 'spec.syncPolicy.automated') && turnsTrue(judged, 'prune')
      ? { danger: 'destroys', why: 'from now on what is no longer rendered is deleted without being asked' }
      : undefined,
  ),
  objectRule('application-syncs', ['Application'], judged =>
    isField(judged, 'spec.syncPolicy.automated') &&
    automated(judged.item.before) === undefined &&
    automated(judged.item.after) !== undefined
      ? { danger: 'restarts', why: 'from now on what is pushed is synced without being asked' }
      : undefined,
  ),
  objectRule('application-heals', ['Application'], judged =>
    isField(judged, 'spec.syncPolicy.automated') && turnsTrue(judged, 'selfHeal')
      ? { danger: 'restarts', why: 'from now on what somebody changes in the cluster is put back within seconds' }
      : undefined,
  ),
  goes(
    'project-goes',
    ['AppProject'],
    'cosmetic',
    'it stays in the cluster with its windows, and is nobody’s: to take those away, render it with an empty list first',
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

/** Those of which objects are made: others hold values. */
function repositories(application: Json | undefined): string | undefined {
  if (application === undefined) return undefined
  const [one, many] = [at(application, 'spec', 'source'), at(application, 'spec', 'sources')]
  const all = [one, ...(Array.isArray(many) ? many : [])].filter(
    each => at(each, 'path') !== undefined || at(each, 'chart') !== undefined,
  )
  return all
    .map(each => String(at(each, 'repoURL')))
    .toSorted()
    .join(' ')
}

function automated(application: Json | undefined): Json | undefined {
  return at(application, 'spec', 'syncPolicy', 'automated')
}

function turnsTrue({ item }: Judged, word: string): boolean {
  return at(automated(item.before), word) !== true && at(automated(item.after), word) === true
}
