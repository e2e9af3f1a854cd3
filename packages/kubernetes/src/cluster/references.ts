import type { Cluster, Finding } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type OwnedObject, placeIn } from './manifest.ts'
import { containersOf, type Named as NamedObject, podsOf } from './pod-spec.ts'
import { isOfKubernetes } from './words/cluster-roles.ts'

/** What a cluster has besides what is rendered for it. */
export interface Around {
  readonly cluster: Pick<Cluster, 'storageClass' | 'secretStore'>
  /** Namespaces in which somebody makes objects that nobody here sees: a chart, a kustomization, a hand-written folder. */
  readonly unseen: ReadonlySet<string>
  /** Claims that services say others make: `NAMESPACE/CLAIM`. */
  readonly claims: ReadonlySet<string>
  /** The operator of the tailnet's ways in is one of the estate's services, and so are the objects that it is told by. */
  readonly tailnetOperator: boolean
  /** Services whose routes a finding tells of. */
  readonly leadNowhere: ReadonlySet<string>
}

/** That a route leads nowhere is a finding already. */
function isTold({ by, kind }: Reference, { leadNowhere }: Around): boolean {
  return kind === 'Service' && leadNowhere.has(by.service)
}

/** One object that names another. */
interface Reference {
  readonly by: OwnedObject
  readonly at: string
  readonly kind: string
  readonly name: string
  /** Absent: of the whole cluster. */
  readonly namespace?: string
}

/**
 * Every object that another one names is there. The API server takes a name that nothing has: a binding gives nobody any right,
 * a pod waits forever, an Ingress leads nowhere.
 */
export function checkReferences(objects: readonly OwnedObject[], around: Around): Finding[] {
  const made = new Set(objects.map(({ manifest }) => keyOf(manifest.kind, manifest.metadata)))
  const found = objects.flatMap(by => referencesOf(by, around).map(reference => ({ by, ...reference })))
  const missing = found.filter(
    each => !made.has(keyOf(each.kind, each)) && !isElsewhere(each, around) && !isTold(each, around),
  )
  // What many name is one cause: the first speaks for the others.
  return [...Map.groupBy(missing, each => keyOf(each.kind, each)).values()].flatMap(([first]) =>
    first === undefined ? [] : [finding(first, objects)],
  )
}

function keyOf(kind: string, { namespace, name }: { readonly namespace?: string; readonly name: string }): string {
  return JSON.stringify([kind, clusterWide.has(kind) ? '' : (namespace ?? ''), name])
}

const clusterWide = new Set([
  ...['ClusterRole', 'StorageClass', 'IngressClass', 'ProxyClass', 'ProxyGroup', 'PriorityClass', 'ClusterSecretStore'],
  'PersistentVolume',
])

function isElsewhere(
  { kind, name, namespace }: Reference,
  { cluster, unseen, claims, tailnetOperator }: Around,
): boolean {
  if (namespace !== undefined && unseen.has(namespace)) return true
  switch (kind) {
    case 'ClusterRole':
      return isOfKubernetes(name)
    case 'PersistentVolumeClaim':
      return claims.has(`${namespace}/${name}`)
    case 'StorageClass':
      return name === cluster.storageClass || name === ''
    // That it is made is asked of the cluster.
    case 'ClusterSecretStore':
      return name === cluster.secretStore
    case 'PriorityClass':
      return /^system-(?:cluster|node)-critical$/.test(name)
    case 'ServiceAccount':
      return name === 'default'
    case 'IngressClass':
    case 'ProxyClass':
    case 'ProxyGroup':
      return !tailnetOperator
    default:
      return false
  }
}

type Named = Omit<Reference, 'by'>

function referencesOf({ manifest }: OwnedObject, around: Around): readonly Named[] {
  const { kind, metadata, spec } = manifest
  const { namespace, annotations = {} } = metadata
  const here = (other: string, name: unknown, at: string): readonly Named[] =>
    typeof name === 'string' ? [{ kind: other, name, at, ...present({ namespace }) }] : []
  const anywhere = (other: string, name: unknown, at: string): readonly Named[] =>
    typeof name === 'string' ? [{ kind: other, name, at }] : []
  return [
    ...anywhere('ProxyClass', annotations['tailscale.com/proxy-class'], 'metadata.annotations'),
    ...anywhere('ProxyGroup', annotations['tailscale.com/proxy-group'], 'metadata.annotations'),
    ...podReferences(manifest, here, anywhere),
    ...(kind === 'PersistentVolumeClaim' || kind === 'PersistentVolume'
      ? anywhere('StorageClass', isBound(manifest) ? undefined : spec?.storageClassName, 'spec.storageClassName')
      : []),
    ...(kind === 'ProxyGroup' ? anywhere('ProxyClass', spec?.proxyClass, 'spec.proxyClass') : []),
    ...(kind === 'Cluster' ? anywhere('StorageClass', spec?.storage?.storageClass, 'spec.storage.storageClass') : []),
    ...(kind === 'ExternalSecret' ? storeReference(manifest, here, anywhere) : []),
    ...(kind === 'Ingress' ? ingressReferences(manifest, here, anywhere) : []),
    ...bindingReferences(manifest, around),
  ]
}

type Refer = (kind: string, name: unknown, at: string) => readonly Named[]

/** A claim for a volume of its own names a class that need not be there. */
function isBound({ spec }: OwnedObject['manifest']): boolean {
  return spec?.volumeName !== undefined || spec?.nfs !== undefined || spec?.csi !== undefined
}

function podReferences(manifest: OwnedObject['manifest'], here: Refer, anywhere: Refer): readonly Named[] {
  const pods = podsOf(manifest)
  if (pods === undefined) return []
  const { at, pod } = pods
  const needed = (reference: NamedObject): unknown => (reference?.optional === true ? undefined : reference?.name)
  return [
    ...here('ServiceAccount', pod.serviceAccountName, `${at}.serviceAccountName`),
    ...anywhere('PriorityClass', pod.priorityClassName, `${at}.priorityClassName`),
    ...(pod.volumes ?? []).flatMap(({ name, persistentVolumeClaim, configMap }) => [
      ...here('PersistentVolumeClaim', persistentVolumeClaim?.claimName, `${at}.volumes.${name}`),
      ...here('ConfigMap', needed(configMap), `${at}.volumes.${name}`),
    ]),
    ...containersOf(pod).flatMap(({ name, env = [], envFrom = [] }) =>
      [...env.map(({ valueFrom }) => valueFrom?.configMapKeyRef), ...envFrom.map(from => from.configMapRef)].flatMap(
        reference => here('ConfigMap', needed(reference), `${at}.containers.${name}`),
      ),
    ),
  ]
}

function ingressReferences({ spec }: OwnedObject['manifest'], here: Refer, anywhere: Refer): readonly Named[] {
  const paths = (spec?.rules ?? []).flatMap(({ http }: Rule) => http?.paths ?? [])
  const backends: readonly Backend[] = [
    spec?.defaultBackend,
    ...paths.map(({ backend }: { backend?: Backend }) => backend),
  ]
  return [
    ...anywhere('IngressClass', spec?.ingressClassName, 'spec.ingressClassName'),
    ...backends.flatMap(backend => here('Service', backend?.service?.name, 'spec')),
  ]
}

type Backend = { readonly service?: { readonly name?: string } } | undefined

interface Rule {
  readonly http?: { readonly paths?: readonly { readonly backend?: Backend }[] }
}

/** https://external-secrets.io/latest/api/externalsecret/ */
function storeReference({ spec }: OwnedObject['manifest'], here: Refer, anywhere: Refer): readonly Named[] {
  const { kind = 'SecretStore', name } = spec?.secretStoreRef ?? {}
  return (kind === 'SecretStore' ? here : anywhere)(kind, name, 'spec.secretStoreRef')
}

function bindingReferences(manifest: OwnedObject['manifest'], { unseen }: Around): readonly Named[] {
  const { kind, metadata, roleRef, subjects = [] } = manifest as OwnedObject['manifest'] & Binding
  if (kind !== 'RoleBinding' && kind !== 'ClusterRoleBinding') return []
  const own = metadata.namespace
  const role = roleRef?.kind === 'ClusterRole' || own === undefined ? {} : { namespace: own }
  const accounts = subjects.filter(subject => subject.kind === 'ServiceAccount')
  return [
    ...(roleRef === undefined ? [] : [{ kind: roleRef.kind, name: roleRef.name, at: 'roleRef', ...role }]),
    ...accounts.flatMap(({ name, namespace = '' }): readonly Named[] =>
      // Without one the API server takes none: not that of the binding.
      unseen.has(namespace) ? [] : [{ kind: 'ServiceAccount', name, at: 'subjects', namespace }],
    ),
  ]
}

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-binding-v1/ */
interface Binding {
  readonly roleRef?: { readonly kind: string; readonly name: string }
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[]
}

function finding({ by, at, kind, name, namespace }: Reference, objects: readonly OwnedObject[]): Finding {
  const others = objects.filter(other => other.manifest.kind === kind).map(other => titleOf(other.manifest.metadata))
  const nowhere = kind === 'ServiceAccount' && namespace === ''
  return {
    code: 'unprovided-reference',
    where: placeIn(by, at),
    problem: nowhere ? 'a binding has to say the namespace of an account' : `there is no ${kind} of this name`,
    got: namespace === undefined || nowhere ? name : `${namespace}/${name}`,
    ...(others.length > 0 && { expected: [...new Set(others)].slice(0, 8).join(', ') }),
    fix: nowhere ? 'say its namespace' : 'correct the name, or state what has it',
  }
}

function titleOf({ namespace, name }: OwnedObject['manifest']['metadata']): string {
  return namespace === undefined ? name : `${namespace}/${name}`
}
