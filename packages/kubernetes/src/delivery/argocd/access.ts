import type { Cluster, Finding } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { App, Chart } from 'cdk8s'
import { type ObjectFile, objectFiles } from '../../cluster/files.ts'
import { isBuiltIn, pluralOf } from '../../cluster/words/api.ts'
import { at, type Json } from '../../compare/json.ts'
import { k8s } from '../../k8s.ts'
import type { ToDeliver } from '../contract.ts'
import { isWhole, type Member } from '../group.ts'
import { accessFolder, manager } from './access-names.ts'
import type { ArgoApplicationProps, ArgoProjectProps } from './construct.ts'
import { homeOf, isElsewhere } from './elsewhere.ts'
import { argoCdOf } from './settings.ts'

/**
 * What the project of another cluster allows: the cluster, and of it what is rendered. Where a chart or upstream's manifests bring
 * what nobody sees here, all kinds and namespaces. Nothing is said of the cluster in which Argo CD runs.
 */
export function allowedIn(
  cluster: Cluster,
  applications: readonly ArgoApplicationProps[],
  members: readonly Member[],
  objects: readonly ObjectFile[],
): ArgoProjectProps['allows'] {
  if (!isElsewhere(cluster)) return undefined
  const isKnown = unseen(members).length === 0
  const namespaces = applications.map(({ destination }) => destination.namespace)
  const own = objects.flatMap(({ manifest: { metadata } }) => metadata.namespace ?? [])
  const places = isKnown && namespaces.every(each => each !== undefined) ? sorted([...namespaces, ...own]) : ['*']
  return {
    clusterResourceWhitelist: isKnown ? clusterKinds(objects) : [{ group: '*', kind: '*' }],
    // Without it all kinds that live in a namespace are allowed.
    ...(isKnown && { namespaceResourceWhitelist: namespacedKinds(objects) }),
    destinations: places.map(namespace => ({ name: cluster.name, namespace })),
    sourceRepos: sorted(applications.flatMap(({ sources }) => sources.map(({ repoURL }) => repoURL))),
  }
}

/** The groups of which not every object is rendered. */
function unseen(members: readonly Member[]): readonly string[] {
  const all = members.filter(({ application, service }) => !isWhole(service, application.name))
  return sorted(all.map(({ application }) => application.name))
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted()
}

/** Argo CD makes the namespaces of its Applications itself. */
function clusterKinds(objects: readonly ObjectFile[]): Kind[] {
  const wide = objects.filter(({ manifest: { metadata } }) => metadata.namespace === undefined)
  return kindsByName([{ group: '', kind: 'Namespace' }, ...wide.map(kindOf)])
}

function namespacedKinds(objects: readonly ObjectFile[]): Kind[] {
  return kindsByName(objects.filter(({ manifest: { metadata } }) => metadata.namespace !== undefined).map(kindOf))
}

interface Kind {
  readonly group: string
  readonly kind: string
}

function kindsByName(all: readonly Kind[]): Kind[] {
  const byName = new Map(all.map(each => [`${each.group} ${each.kind}`, each]))
  return sorted([...byName.keys()]).flatMap(name => byName.get(name) ?? [])
}

function kindOf({ manifest }: ObjectFile): Kind {
  const [group = '', version] = String(at(manifest as unknown as Json, 'apiVersion')).split('/')
  return { group: version === undefined ? '' : group, kind: manifest.kind }
}

/** The account by which the Argo CD of another cluster works here, and its rights; none where Argo CD runs here. */
export function accessObjects({ cluster, members, objects, resolved }: ToDeliver): readonly ObjectFile[] {
  if (!isElsewhere(cluster)) return []
  const { namespace } = argoCdOf(cluster)
  const chart = new Chart(new App(), 'access')
  const name = manager
  new k8s.KubeNamespace(chart, 'namespace', { metadata: { name: namespace } })
  new k8s.KubeServiceAccount(chart, 'account', { metadata: { name, namespace } })
  // https://kubernetes.io/docs/concepts/security/service-accounts/#get-a-token
  new k8s.KubeSecret(chart, 'token', {
    metadata: { name, namespace, annotations: { 'kubernetes.io/service-account.name': name } },
    type: 'kubernetes.io/service-account-token',
  })
  const rules = unseen(members).length === 0 ? rightsFor([...objects.values()].flat()) : everything
  new k8s.KubeClusterRole(chart, 'role', { metadata: { name }, rules: [...rules] })
  new k8s.KubeClusterRoleBinding(chart, 'binding', {
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  })
  return objectFiles(chart, `${cluster.source.folder}/${accessFolder}`, () => resolved.file).map(inOrder)
}

/** kubectl goes by the names of files, and Kubernetes deletes a token whose account is not there yet. */
function inOrder(object: ObjectFile): ObjectFile {
  return { ...object, file: { ...object.file, path: object.file.path.replace('/Secret-', '/Token-') } }
}

type Rule = k8s.PolicyRule

const everything: readonly Rule[] = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]

/**
 * What is rendered it writes, and no other kind; and it has the rights that it gives, or it might not give them:
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-creation-or-update
 */
function rightsFor(objects: readonly ObjectFile[]): readonly Rule[] {
  const kinds = [{ group: '', kind: 'Namespace' }, ...objects.map(kindOf)]
  const byGroup = Map.groupBy(kinds, ({ group }) => group)
  const own = sorted([...byGroup.keys()]).map(group => ({
    apiGroups: [group],
    // What others define may have any plural.
    resources: isBuiltIn(group) ? sorted((byGroup.get(group) ?? []).map(({ kind }) => pluralOf(kind))) : ['*'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
  }))
  const given = objects.flatMap(({ manifest }) => {
    const { rules = [] } = manifest as { readonly rules?: readonly Rule[] }
    return manifest.kind === 'ClusterRole' || manifest.kind === 'Role' ? rules : []
  })
  const known = new Map([...own, ...given, ...bound(objects)].map(rule => [JSON.stringify(rule), rule]))
  return [...known.values()]
}

/** Roles that bindings name and nobody renders, such as `system:auth-delegator`: it binds them, and nobody sees what they hold. */
function bound(objects: readonly ObjectFile[]): readonly Rule[] {
  const rendered = new Set(objects.map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.name}`))
  return objects.flatMap(({ manifest }) => {
    const { roleRef } = manifest as { readonly roleRef?: k8s.RoleRef }
    if (roleRef === undefined || rendered.has(`${roleRef.kind} ${roleRef.name}`)) return []
    const { apiGroup, kind, name } = roleRef
    return [{ apiGroups: [apiGroup], resources: [pluralOf(kind)], resourceNames: [name], verbs: ['bind'] }]
  })
}

/**
 * Rights of an Argo CD over another cluster that are all rights there, and of one that would give up at the first kind that it may
 * not list: it asks for every kind, unless it is told to respect what it may.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#resource-exclusioninclusion
 */
export function checkAccess(all: ToDeliver): Finding[] {
  const { resolved, cluster, members } = all
  const home = homeOf(resolved, cluster)
  if (!isElsewhere(cluster) || home === undefined) return []
  const groups = unseen(members)
  const where = { subject: cluster.name, path: 'delivery.from', file: resolved.file }
  if (groups.length > 0)
    return [
      {
        ...{ code: 'wide-rights', where, got: groups.join(', ') },
        problem: `nobody sees here what these Applications bring, so the Argo CD of ${home.name} gets all rights in this cluster`,
        fix: 'render what they hold, or accept it: who breaks in there has this cluster, too',
      },
    ]
  return [...checkBound(all, home), ...checkRespected(all, home)]
}

/** It might give itself what it may bind. */
function checkBound({ resolved, cluster, objects }: ToDeliver, home: Cluster): Finding[] {
  const roles = bound([...objects.values()].flat()).flatMap(({ resourceNames = [] }) => resourceNames)
  if (!roles.includes(administrator)) return []
  return [
    {
      code: 'wide-rights',
      where: { subject: cluster.name, path: 'delivery.from', file: resolved.file },
      problem: `a binding of this role is rendered, so the Argo CD of ${home.name} may give itself all rights in this cluster`,
      got: administrator,
      fix: 'bind a role that has what is used, or accept it: who breaks in there has this cluster, too',
    },
  ]
}

function checkRespected({ resolved, cluster }: ToDeliver, home: Cluster): Finding[] {
  const argo = resolved.services.find(({ runs }) => runs.deliversTo === home.name)
  const { configMapPatches } = (argo?.workload ?? {}) as {
    readonly configMapPatches?: Readonly<Record<string, Readonly<Record<string, string>>>>
  }
  const said = configMapPatches?.['argocd-cm']?.[respect]
  if (argo === undefined || configMapPatches === undefined || said === 'normal' || said === 'strict') return []
  return [
    {
      code: 'unprovided-reference',
      where: { subject: argo.name, path: `workload.settings.${respect}`, file: argo.file },
      problem: `in ${cluster.name} Argo CD may list what is rendered alone, and stops at the first kind that it may not`,
      ...present({ got: said }),
      expected: 'normal or strict',
      fix: `say \`'${respect}': 'normal'\` among its settings`,
    },
  ]
}

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles */
const administrator = 'cluster-admin'

const respect = 'resource.respectRBAC'
