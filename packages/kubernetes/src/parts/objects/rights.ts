import type { Identity, Right } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { KubeObject, ObjectProps } from './object.ts'

type Bound = ObjectProps['RoleBinding'] | ObjectProps['ClusterRoleBinding']
type Rules = NonNullable<ObjectProps['Role']['rules']>

/** What an account may do by the roles and bindings among the objects of its service; a role of somebody else's is unknown. */
export function rightsOf(account: string, namespace: string, objects: readonly KubeObject[]): Identity['rights'] {
  const rights = objects.flatMap((each): readonly (Right | 'unknown')[] => {
    if (each.object !== 'RoleBinding' && each.object !== 'ClusterRoleBinding') return []
    if (!isFor(each.props, account, namespace)) return []
    const within = each.object === 'RoleBinding' ? (each.props.metadata.namespace ?? namespace) : 'the cluster'
    return roleOf(each.props, objects)?.map(rule => right(rule, within)) ?? ['unknown']
  })
  const own = rights.filter(each => each !== 'unknown')
  return own.length === rights.length ? own : 'unknown'
}

function isFor({ subjects = [] }: Bound, account: string, namespace: string): boolean {
  return subjects.some(
    subject =>
      subject.kind === 'ServiceAccount' && subject.name === account && (subject.namespace ?? namespace) === namespace,
  )
}

function roleOf({ roleRef }: Bound, objects: readonly KubeObject[]): Rules | undefined {
  for (const each of objects) {
    if (each.object !== 'Role' && each.object !== 'ClusterRole') continue
    if (each.object === roleRef.kind && each.props.metadata.name === roleRef.name) return each.props.rules ?? []
  }
  return undefined
}

function right(
  { verbs, apiGroups = [], resources = [], resourceNames: names, nonResourceUrLs = [] }: Rules[number],
  within: string,
): Right {
  const groups = apiGroups.length === 0 ? [''] : apiGroups
  const on = groups.flatMap(group => resources.map(resource => (group === '' ? resource : `${group}/${resource}`)))
  return { verbs, on: [...on, ...nonResourceUrLs], ...present({ names }), within }
}
