/** Rights of accounts, as questions to an API server. */
import type { Identity, Right } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

export interface Account {
  readonly namespace: string
  readonly name: string
}

/** One thing that an account may do, or not. */
export interface Doing {
  readonly verb: string
  /** `pods/log`, `apps/deployments`, `*`; or a path of the server: `/metrics`. */
  readonly on: string
  /** The only object, by its name. */
  readonly name?: string
  /** A namespace; absent: everywhere, and what stands in none. */
  readonly namespace?: string
}

export interface Question extends Account {
  readonly doing: Doing
  /** What it must be. */
  readonly allowed: boolean
  /** Why, one clause. */
  readonly why: string
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access */
export function reviewOf({ namespace: own, name: account, doing }: Question): object {
  const { verb, on, name, namespace } = doing
  const user = userOf({ namespace: own, name: account })
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${own}`, 'system:authenticated']
  const what = on.startsWith('/')
    ? { nonResourceAttributes: { verb, path: on } }
    : { resourceAttributes: { verb, ...resourceOf(on), ...present({ name, namespace }) } }
  return {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: { user, groups, ...what },
  }
}

export function userOf({ namespace, name }: Account): string {
  return `system:serviceaccount:${namespace}:${name}`
}

/** `apps/deployments/scale`: a group has a resource behind it, and a part of a resource has none of these names. */
function resourceOf(on: string): object {
  const [first = '', second, ...more] = on.split('/')
  if (second === undefined) return { group: on === '*' ? '*' : '', resource: first }
  const isGroup = first.includes('.') || groups.has(first)
  if (!isGroup) return { group: '', resource: first, subresource: second }
  const [subresource] = more
  return { group: first, resource: second, ...present({ subresource }) }
}

/** Those without a dot. https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/ */
const groups: ReadonlySet<string> = new Set(['apps', 'batch', 'policy', 'autoscaling', 'extensions'])

export function doingText({ verb, on, name, namespace }: Doing): string {
  return `${verb} ${on}${name === undefined ? '' : ` ${name}`}${namespace === undefined ? '' : ` in ${namespace}`}`
}

/** What the estate says of an account, one doing each: `VERB ON [NAME]`, by namespace; '' for all of the cluster. */
export function saidOf({ rights }: Identity): ReadonlyMap<string, ReadonlySet<string>> | undefined {
  if (rights === 'unknown' || rights.some(({ within }) => within === 'unknown')) return undefined
  const byPlace = Map.groupBy(rights, ({ within }) => (within === 'the cluster' ? '' : within))
  return new Map([...byPlace].map(([namespace, all]) => [namespace, new Set(all.flatMap(doings))]))
}

function doings({ verbs, on, names }: Pick<Right, 'verbs' | 'on' | 'names'>): readonly string[] {
  return verbs.flatMap(verb =>
    on.flatMap(each => (names ?? [undefined]).map(name => doingText({ verb, on: each, ...present({ name }) }))),
  )
}

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/self-subject-rules-review-v1/ */
export interface Rules {
  readonly resourceRules?: readonly {
    readonly verbs: readonly string[]
    readonly apiGroups?: readonly string[]
    readonly resources?: readonly string[]
    readonly resourceNames?: readonly string[]
  }[]
  readonly nonResourceRules?: readonly {
    readonly verbs: readonly string[]
    readonly nonResourceURLs?: readonly string[]
  }[]
}

/** What the API server says that an account may, in the same words. */
export function grantedBy({ resourceRules = [], nonResourceRules = [] }: Rules): ReadonlySet<string> {
  const resources = resourceRules.flatMap(({ verbs, apiGroups = [''], resources = [], resourceNames: names }) =>
    doings({
      verbs,
      on: apiGroups.flatMap(group => resources.map(resource => (group === '' ? resource : `${group}/${resource}`))),
      ...present({ names: names?.length === 0 ? undefined : names }),
    }),
  )
  const paths = nonResourceRules.flatMap(({ verbs, nonResourceURLs: on = [] }) => doings({ verbs, on }))
  return new Set([...resources, ...paths])
}

/** Where what is granted in a namespace is not what is said, a clause each. */
export function differing(
  said: ReadonlyMap<string, ReadonlySet<string>>,
  namespace: string,
  granted: ReadonlySet<string>,
  everybody: ReadonlySet<string>,
): readonly string[] {
  const expected = new Set([...(said.get('') ?? []), ...(said.get(namespace) ?? [])])
  const more = [...granted].filter(each => !expected.has(each) && !everybody.has(each))
  const less = [...expected].filter(each => !granted.has(each))
  return [
    ...more.map(each => `may ${each} in ${namespace}, which the estate does not say`),
    ...less.map(each => `may not ${each} in ${namespace}, which the estate says`),
  ]
}
