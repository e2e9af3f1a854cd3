/** What Kubernetes itself serves, for rights: https://kubernetes.io/docs/reference/kubernetes-api/ (v1.34) */

/** Verbs of requests, and those by which rights over rights are given: https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb */
export const verbs: ReadonlySet<string> = new Set([
  ...['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', '*'],
  ...['bind', 'escalate', 'impersonate', 'use', 'approve', 'sign', 'attest'],
])

/** Of paths that are no resources: the methods of HTTP, in small letters. */
export const pathVerbs: ReadonlySet<string> = new Set(['get', 'head', 'post', 'put', 'patch', 'delete', 'options', '*'])

/** By group; `name: sub sub` are a resource and what may follow it after a slash. */
const served: Readonly<Record<string, readonly string[]>> = {
  '': [
    ...['bindings', 'componentstatuses', 'configmaps', 'endpoints', 'events', 'limitranges', 'podtemplates', 'secrets'],
    ...[
      'groups',
      'users',
      'namespaces: finalize status',
      'persistentvolumeclaims: status',
      'persistentvolumes: status',
    ],
    ...['nodes: configz healthz log metrics pods proxy spec stats status', 'replicationcontrollers: scale status'],
    'pods: attach binding ephemeralcontainers eviction exec log portforward proxy resize status',
    ...['resourcequotas: status', 'serviceaccounts: token', 'services: proxy status'],
  ],
  apps: [
    ...['controllerrevisions', 'daemonsets: status', 'deployments: scale status'],
    ...['replicasets: scale status', 'statefulsets: scale status'],
  ],
  batch: ['cronjobs: status', 'jobs: status'],
  autoscaling: ['horizontalpodautoscalers: status'],
  policy: ['poddisruptionbudgets: status'],
  'admissionregistration.k8s.io': [
    ...['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
    ...['mutatingadmissionpolicies', 'mutatingadmissionpolicybindings'],
    ...['validatingadmissionpolicies: status', 'validatingadmissionpolicybindings'],
  ],
  'apiextensions.k8s.io': ['customresourcedefinitions: status'],
  'apiregistration.k8s.io': ['apiservices: status'],
  'authentication.k8s.io': ['selfsubjectreviews', 'tokenreviews', 'uids', 'userextras'],
  'authorization.k8s.io': [
    ...['localsubjectaccessreviews', 'selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'subjectaccessreviews'],
  ],
  'certificates.k8s.io': [
    ...['certificatesigningrequests: approval status', 'clustertrustbundles', 'podcertificaterequests: status'],
    'signers',
  ],
  'coordination.k8s.io': ['leasecandidates', 'leases'],
  'discovery.k8s.io': ['endpointslices'],
  'events.k8s.io': ['events'],
  'flowcontrol.apiserver.k8s.io': ['flowschemas: status', 'prioritylevelconfigurations: status'],
  'metrics.k8s.io': ['nodes', 'pods'],
  'networking.k8s.io': [
    ...['ingressclasses', 'ingresses: status', 'ipaddresses', 'networkpolicies', 'servicecidrs: status'],
  ],
  'node.k8s.io': ['runtimeclasses'],
  'rbac.authorization.k8s.io': ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'],
  'resource.k8s.io': ['deviceclasses', 'resourceclaims: status', 'resourceclaimtemplates', 'resourceslices'],
  'scheduling.k8s.io': ['priorityclasses'],
  'storage.k8s.io': [
    ...['csidrivers', 'csinodes', 'csistoragecapacities', 'storageclasses', 'volumeattachments: status'],
    'volumeattributesclasses',
  ],
}

const resources: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(served).map(([group, all]) => [
    group,
    new Set(
      all.flatMap(each => {
        const [name = '', subs = ''] = each.split(': ')
        return [name, ...subs.split(' ').flatMap(sub => (sub === '' ? [] : [`${name}/${sub}`]))]
      }),
    ),
  ]),
)

/** Whether somebody may serve a group: Kubernetes' own are known, those of others have a dot in their names. */
export function isGroup(group: string): boolean {
  if (group === '*' || resources.has(group)) return true
  // Its project's definitions: https://kubernetes.io/docs/reference/using-api/#api-groups
  const ofTheirs = ['gateway.networking.k8s.io', 'snapshot.storage.k8s.io', 'custom.metrics.k8s.io', 'x-k8s.io']
  if (group.endsWith('.k8s.io')) return ofTheirs.some(each => group === each || group.endsWith(`.${each}`))
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(group)
}

/** Whether Kubernetes serves a group itself. */
export function isBuiltIn(group: string): boolean {
  return resources.has(group)
}

/** Whether a group has a resource; of groups that are not Kubernetes' own nobody knows here. */
export function hasResource(group: string, resource: string): boolean {
  const known = resources.get(group)
  if (known === undefined || resource === '*') return true
  const [name = '', sub] = resource.split('/')
  return known.has(resource) || (name === '*' && sub !== undefined) || (known.has(name) && sub === '*')
}

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#standard-api-terminology: `policies`, `ingresses`, `endpoints` */
export function pluralOf(kind: string): string {
  const word = kind.toLowerCase()
  if (word === 'endpoints') return word
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(?:s|x|ch)$/.test(word) ? `${word}es` : `${word}s`
}
