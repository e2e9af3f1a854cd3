import { nearest } from '@homelab/estate/nearest'

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings */
const facing = new Set(['cluster-admin', 'admin', 'edit', 'view'])
const ofComponents = [
  ...[
    'basic-user',
    'discovery',
    'public-info-viewer',
    'monitoring',
    'auth-delegator',
    'service-account-issuer-discovery',
  ],
  ...['kube-scheduler', 'volume-scheduler', 'kube-controller-manager', 'kube-aggregator', 'kube-dns', 'coredns'],
  ...['node', 'node-proxier', 'node-bootstrapper', 'node-problem-detector', 'kubelet-api-admin'],
  ...['persistent-volume-provisioner', 'heapster', 'aggregated-metrics-reader', 'metrics-server'],
].map(name => `system:${name}`)

/**
 * Whether a cluster has a ClusterRole of this name of its own. Of those of its components and of what comes with a distribution the
 * list is not whole: one that is nearly a known one is meant to be that.
 */
export function isOfKubernetes(name: string): boolean {
  if (facing.has(name) || ofComponents.includes(name) || /^system:(?:controller|certificates\.k8s\.io):/.test(name))
    return true
  return name.startsWith('system:') && nearest(name, ofComponents) === undefined
}
