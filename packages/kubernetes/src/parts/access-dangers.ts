import type { DangerRule } from '@homelab/estate/model'
import { goes, isField, objectRule } from '../changes/rule.ts'
import { refusal } from '../compare/fixed.ts'
import { at, type Json } from '../compare/json.ts'

/** Who may do what with the cluster's API. */
export const accessDangers: readonly DangerRule[] = [
  objectRule('rights-wider', ['Role', 'ClusterRole'], ({ change, path, item }) => {
    if (change.path === undefined || path[0] !== 'rules') return undefined
    const [before, after] = [item.before, item.after].map(role => new Set(rightsIn(at(role, 'rules'))))
    const more = [...(after ?? [])].filter(right => before?.has(right) !== true)
    return more.length === 0
      ? undefined
      : {
          danger: 'opens',
          why: `who has the role may ${more.slice(0, 3).join(', ')}${more.length > 3 ? ' and more' : ''}`,
        }
  }),
  objectRule('rights-given', ['RoleBinding', 'ClusterRoleBinding'], judged =>
    isField(judged, 'subjects') && judged.change.after !== undefined
      ? { danger: 'opens', why: 'others have the role' }
      : undefined,
  ),
  objectRule('binding-fixed', ['RoleBinding', 'ClusterRoleBinding'], ({ kind, change, path }) => {
    const why = change.path === undefined ? undefined : refusal(kind, { path })
    return why === undefined ? undefined : { danger: 'recreates', refused: true, why: `the API refuses it: ${why}` }
  }),
  objectRule('administrator', ['ClusterRoleBinding'], ({ change, item }) =>
    change.kind === 'added' && change.path === undefined && at(item.after, 'roleRef', 'name') === 'cluster-admin'
      ? { danger: 'opens', why: 'whoever has the account owns the cluster' }
      : undefined,
  ),
]

export const clusterDangers: readonly DangerRule[] = [
  goes('namespace-goes', ['Namespace'], 'destroys', 'pruning it deletes everything in it, claims among them'),
  goes('definition-goes', ['CustomResourceDefinition'], 'destroys', 'pruning it deletes all objects of its kind'),
]

function rightsIn(rules: Json | undefined): readonly string[] {
  if (!Array.isArray(rules)) return []
  return rules.flatMap(rule => {
    const list = (field: string): readonly Json[] => {
      const value = at(rule, field)
      return Array.isArray(value) ? value : []
    }
    return list('verbs').flatMap(verb => list('resources').map(resource => `${String(verb)} ${String(resource)}`))
  })
}
