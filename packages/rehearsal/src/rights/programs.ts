/**
 * What programs ask of the API server, by their documentation and by what their own manifests give them. Of a program that
 * is not here nobody knows more than what the estate says.
 */
import type { Doing } from './right.ts'

export interface ProgramNeeds {
  /** The end of its image's repository. */
  readonly image: string
  /** Where it asks. */
  readonly within: 'cluster' | 'own namespace'
  readonly asks: readonly Pick<Doing, 'verb' | 'on'>[]
}

function asks(verbs: string, ...on: readonly string[]): ProgramNeeds['asks'] {
  return on.flatMap(each => verbs.split(' ').map(verb => ({ verb, on: each })))
}

export const programNeeds: readonly ProgramNeeds[] = [
  {
    // Its resources by default: https://github.com/kubernetes/kube-state-metrics/blob/v2.13.0/docs/developer/cli-arguments.md
    image: 'kube-state-metrics/kube-state-metrics',
    within: 'cluster',
    asks: [
      ...asks('list watch', 'configmaps', 'endpoints', 'limitranges', 'namespaces', 'nodes', 'persistentvolumeclaims'),
      ...asks('list watch', 'persistentvolumes', 'pods', 'replicationcontrollers', 'resourcequotas', 'secrets'),
      ...asks('list watch', 'services', 'apps/daemonsets', 'apps/deployments', 'apps/replicasets', 'apps/statefulsets'),
      ...asks('list watch', 'batch/cronjobs', 'batch/jobs', 'autoscaling/horizontalpodautoscalers'),
      ...asks('list watch', 'certificates.k8s.io/certificatesigningrequests', 'coordination.k8s.io/leases'),
      ...asks('list watch', 'networking.k8s.io/ingresses', 'networking.k8s.io/networkpolicies'),
      ...asks('list watch', 'policy/poddisruptionbudgets'),
      ...asks('list watch', 'storage.k8s.io/storageclasses', 'storage.k8s.io/volumeattachments'),
      ...asks('list watch', 'admissionregistration.k8s.io/mutatingwebhookconfigurations'),
      ...asks('list watch', 'admissionregistration.k8s.io/validatingwebhookconfigurations'),
    ],
  },
  {
    // https://github.com/kiwigrid/k8s-sidecar, with RESOURCE=configmap
    image: 'kiwigrid/k8s-sidecar',
    within: 'own namespace',
    asks: asks('get list watch', 'configmaps'),
  },
  {
    // https://tailscale.com/kb/1236/kubernetes-operator: operator.yaml of its chart
    image: 'tailscale/k8s-operator',
    within: 'cluster',
    asks: [
      ...asks('list watch', 'services', 'nodes', 'networking.k8s.io/ingresses', 'networking.k8s.io/ingressclasses'),
      ...asks('update', 'services', 'services/status', 'networking.k8s.io/ingresses/status'),
      ...asks(
        'list watch update',
        'tailscale.com/proxyclasses',
        'tailscale.com/connectors',
        'tailscale.com/proxygroups',
      ),
    ],
  },
  {
    image: 'tailscale/k8s-operator',
    within: 'own namespace',
    asks: [
      ...asks('create get list watch update', 'secrets', 'configmaps', 'apps/statefulsets'),
      ...asks('get list watch', 'pods'),
      ...asks('create update', 'rbac.authorization.k8s.io/roles', 'rbac.authorization.k8s.io/rolebindings'),
    ],
  },
]

/** Accounts of programs that rule a cluster by what they are for; of those nothing is too much. */
export const rulers: Readonly<Record<string, string>> = {
  'argocd-application-controller': 'it delivers whatever is in Git',
  'argocd-applicationset-controller': 'it reads the Secrets of clusters and repositories',
  'argocd-server': 'it shows and changes whatever was delivered',
  'cnpg-manager': 'it makes pods, accounts and Secrets of databases wherever one is asked for',
}

/** What nothing else may: each is a way to all of the cluster. */
export const never: readonly (Doing & { readonly why: string })[] = [
  { verb: '*', on: '*', why: 'it owns the cluster' },
  { verb: 'get', on: 'secrets', why: 'it reads all Secrets' },
  { verb: 'list', on: 'secrets', why: 'it reads all Secrets' },
  { verb: 'create', on: 'pods/exec', why: 'it runs commands in all pods' },
  { verb: 'create', on: 'pods/attach', why: 'it runs commands in all pods' },
  { verb: 'get', on: 'nodes/proxy', why: 'it asks a kubelet for anything, commands in its pods among it' },
  { verb: 'create', on: 'pods', why: 'a pod of its making has whichever account, and the node’s files' },
  { verb: 'escalate', on: 'rbac.authorization.k8s.io/clusterroles', why: 'it gives itself any right' },
  { verb: 'bind', on: 'rbac.authorization.k8s.io/clusterroles', why: 'it gives itself any right' },
  { verb: 'create', on: 'rbac.authorization.k8s.io/clusterrolebindings', why: 'it gives itself any right' },
  { verb: 'impersonate', on: 'serviceaccounts', why: 'it acts as any account' },
  { verb: 'impersonate', on: 'users', why: 'it acts as anybody' },
  { verb: 'create', on: 'serviceaccounts/token', why: 'it becomes any account' },
]
