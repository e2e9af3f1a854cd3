import type { Finding } from '@homelab/estate/model'
import { type OwnedObject, placeIn } from '../manifest.ts'
import { hasResource, isGroup, pathVerbs, verbs } from './api.ts'
import { wordFinding } from './finding.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/ */
interface Rule {
  readonly verbs?: readonly string[]
  readonly apiGroups?: readonly string[]
  readonly resources?: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly nonResourceURLs?: readonly string[]
}

/** Rights that the API server takes, and that never let anybody do anything: a verb, group or resource that there is none of. */
export function checkRights(objects: readonly OwnedObject[]): Finding[] {
  return objects.flatMap(object => {
    const { kind, rules } = object.manifest as OwnedObject['manifest'] & { readonly rules?: readonly Rule[] }
    if (kind !== 'Role' && kind !== 'ClusterRole') return []
    return (rules ?? []).flatMap((rule, index) =>
      wrongIn(rule).map(([at, problem, got, expected]) =>
        wordFinding(object, `rules[${index}].${at}`, { problem, got, expected }),
      ),
    )
  })
}

/**
 * Rights that are more than they say: whoever has them makes, or borrows, others, or runs programs in the pods of others.
 * https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
 */
const wideVerbs: ReadonlySet<string> = new Set(['*', 'bind', 'escalate', 'impersonate'])
const wideResources: ReadonlySet<string> = new Set([
  ...['*', 'nodes/proxy', 'pods/attach', 'pods/ephemeralcontainers', 'pods/exec', 'serviceaccounts/token'],
])

export function checkWideRights(objects: readonly OwnedObject[]): Finding[] {
  return objects.flatMap(object => {
    const { kind, rules } = object.manifest as OwnedObject['manifest'] & { readonly rules?: readonly Rule[] }
    if (kind !== 'Role' && kind !== 'ClusterRole') return []
    return (rules ?? []).flatMap(({ verbs: own = [], apiGroups = [], resources = [] }, index): Finding[] => {
      const wide = [
        ...own.filter(verb => wideVerbs.has(verb)),
        ...resources.filter(resource => wideResources.has(resource)),
        ...apiGroups.filter(group => group === '*'),
      ]
      if (wide.length === 0) return []
      return [
        {
          code: 'wide-rights',
          where: placeIn(object, `rules[${index}]`),
          problem: `who has ${kind} ${object.manifest.metadata.name} gets more by it than it says`,
          got: wide.join(', '),
          expected: 'verbs and resources that are used, by name',
          fix: 'name them, or accept it with what it is for and what whoever breaks in there gets',
        },
      ]
    })
  })
}

type Wrong = readonly [at: string, problem: string, got: string, expected: string]

function wrongIn(rule: Rule): readonly Wrong[] {
  const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule
  const own = rule.verbs ?? []
  const known = nonResourceURLs.length > 0 && resources.length === 0 ? pathVerbs : verbs
  const empty: readonly Wrong[] =
    resources.length > 0 && apiGroups.length === 0
      ? [['apiGroups', 'resources without a group are none', 'no group', "'' for Kubernetes' first ones"]]
      : []
  const groups = apiGroups.filter(group => !isGroup(group))
  return [
    ...empty,
    ...own
      .filter(verb => !known.has(verb))
      .map((verb): Wrong => ['verbs', 'Kubernetes knows no such verb', JSON.stringify(verb), [...known].join(', ')]),
    // Whoever follows objects lists them first: https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
    ...(own.includes('watch') && !own.includes('list')
      ? [['verbs', 'to watch, one lists first', 'watch without list', 'list and watch'] as const]
      : []),
    // What follows a slash is made of something that has a name: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
    ...(resourceNames.length > 0 && own.includes('create') && resources.every(resource => !resource.includes('/'))
      ? [['verbs', 'what is to be made has no name yet', 'create of what is named', 'no names, or no create'] as const]
      : []),
    ...groups.map((group): Wrong => ['apiGroups', 'nothing serves such a group', JSON.stringify(group), 'a group']),
    ...(groups.length > 0 || apiGroups.length === 0
      ? []
      : resources
          .filter(resource => !apiGroups.some(group => hasResource(group, resource)))
          .map((resource): Wrong => {
            const named = apiGroups.map(group => (group === '' ? 'core' : group)).join(', ')
            return ['resources', 'the group has no such resource', `${named}: ${resource}`, 'one in the plural']
          })),
  ]
}
