import { type Identity, isStoreUse, type Mine, type Requirement, type Thing } from '@homelab/estate/model'
import { isBuiltIn, isGroup } from '../cluster/words/api.ts'
import { jobsOf } from '../parts/job/all.ts'
import type { KubeObject } from '../parts/objects/object.ts'
import { rightsOf } from '../parts/objects/rights.ts'
import { databaseSecrets } from '../parts/secret/of-databases.ts'
import { loginSecrets } from '../parts/secret/of-logins.ts'
import type { ClusterWorkload } from '../workloads/cluster-workload.ts'
import type { OfKind } from './of-cluster.ts'

/**
 * The service accounts that its pods run as, and those among its objects.
 *
 * @param accounts of its own pods, besides those of jobs
 */
export function identitiesOf(
  service: string,
  workload: ClusterWorkload,
  accounts: readonly string[],
): readonly Identity[] {
  const { namespace, objects = [] } = workload
  const own = [...accounts, ...jobsOf(workload).flatMap(({ serviceAccount }) => serviceAccount?.name ?? [])]
  const made = objects.flatMap(each => (each.object === 'ServiceAccount' ? [each.props.metadata.name] : []))
  const names = new Set([...own, ...made])
  return [...names].map(name => ({
    ...{ id: `${service}/account/${name}`, part: workload.kind, kind: 'service-account', name, namespace },
    rights: rightsOf(name, namespace, objects),
  }))
}

/** What others may ask of a cluster because of a service. */
export function providedBy(service: string, workload: ClusterWorkload, { cluster, flowsFrom }: Mine): readonly Thing[] {
  const { kind: part, namespace, ownsNamespace, defines = [], objects = [], generated = [] } = workload
  const thing = (kind: Thing['kind'], name: string): Thing => ({ id: `${service}/${kind}/${name}`, part, kind, name })
  const store =
    flowsFrom.some(({ use }) => isStoreUse(use)) || objects.some(each => isStore(each, cluster?.secretStore))
  return [
    ...(ownsNamespace === true ? [thing('namespace', namespace)] : []),
    ...[...new Set([...defines, ...objects.flatMap(definedBy)])].map(group => thing('definitions', group)),
    ...objects.flatMap(each => {
      if (each.object === 'Namespace') return [thing('namespace', each.props.metadata.name)]
      const isClass = each.object === 'StorageClass' || each.object === 'IngressClass'
      return isClass ? [thing('class', each.props.metadata.name)] : []
    }),
    ...generated.map(({ files }) => thing('generated', files)),
    ...(store && cluster !== undefined ? [thing('secret-store', cluster.secretStore)] : []),
  ]
}

/** The store as an object, where no server is asked. */
function isStore({ object, props }: KubeObject, name: string | undefined): boolean {
  return object === 'custom' && props.kind === 'ClusterSecretStore' && props.metadata.name === name
}

/** https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/ */
function definedBy({ object, props }: KubeObject): readonly string[] {
  if (object !== 'custom' || props.kind !== 'CustomResourceDefinition') return []
  const { group } = (props['spec'] ?? {}) as { readonly group?: string }
  return group === undefined ? [] : [group]
}

/**
 * What must be there before its objects are: other namespaces, classes, the store, and the definitions of kinds that are
 * not Kubernetes' own, by their group.
 */
export function requiredBy(
  service: string,
  workload: ClusterWorkload,
  { cluster, rolesOn, databases, roles, logins, loginsAt, tilesAt }: Mine,
  { classes = [], definitions = [] }: NonNullable<OfKind['needs']>,
): readonly Requirement[] {
  const { kind: part, namespace, secrets = [], objects = [] } = workload
  const passwords = databaseSecrets(databases, roles).some(({ password }) => password !== undefined)
  const fetched = secrets.some(({ kind }) => kind === 'external-secret')
  const ofClients = 'clients' in workload && loginsAt.some(({ secret }) => secret !== undefined)
  const ofLogins = loginSecrets(logins).length > 0 || ofClients
  const ofTiles = 'tiles' in workload && tilesAt.some(({ secrets: of }) => Object.keys(of).length > 0)
  const store = fetched || rolesOn.length > 0 || passwords || ofLogins || ofTiles
  const groups = objects.flatMap(each => {
    if (each.object !== 'custom') return []
    const [group = '', version] = each.props.apiVersion.split('/')
    return version === undefined || isBuiltIn(group) || !isGroup(group) ? [] : [group]
  })
  const others = objects.flatMap(({ props }) => props.metadata.namespace ?? []).filter(name => name !== namespace)
  const all = (kind: Thing['kind'], names: readonly string[]): readonly Requirement[] =>
    [...new Set(names)].map(name => ({ id: `${service}/requires/${kind}/${name}`, part, kind, name }))
  return [
    ...all('secret-store', store && cluster !== undefined ? [cluster.secretStore] : []),
    ...all('class', classes),
    ...all('namespace', others),
    ...all('definitions', [...definitions, ...groups, ...(fetched ? ['external-secrets.io'] : [])]),
  ]
}
