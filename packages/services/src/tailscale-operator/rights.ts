import { type KubeObject, object } from '@homelab/kubernetes'

const apiGroup = 'rbac.authorization.k8s.io'
const full = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']
const read = ['get', 'list', 'watch']

/** What the operator and its proxies may do: https://github.com/tailscale/tailscale/blob/v1.92.5/cmd/k8s-operator/deploy/manifests/operator.yaml */
export function operatorRights(namespace: string): KubeObject[] {
  return [
    object('ClusterRole', { metadata: { name: 'tailscale-operator' }, rules: clusterRules() }),
    object('ClusterRoleBinding', {
      metadata: { name: 'tailscale-operator' },
      roleRef: { apiGroup, kind: 'ClusterRole', name: 'tailscale-operator' },
      subjects: [{ kind: 'ServiceAccount', name: 'operator', namespace }],
    }),
    object('Role', { metadata: { name: 'operator' }, rules: operatorRules() }),
    object('Role', {
      metadata: { name: 'proxies' },
      rules: [rule('', ['secrets'], full), rule('', ['events'], ['create', 'patch', 'get'])],
    }),
    ...['operator', 'proxies'].map(name =>
      object('RoleBinding', {
        metadata: { name },
        roleRef: { apiGroup, kind: 'Role', name },
        subjects: [{ kind: 'ServiceAccount', name, namespace }],
      }),
    ),
  ]
}

function clusterRules() {
  const own = [...read, 'update']
  return [
    rule('', ['nodes'], read),
    rule('', ['events', 'services', 'services/status'], full),
    rule('networking.k8s.io', ['ingresses', 'ingresses/status'], full),
    rule('networking.k8s.io', ['ingressclasses'], read),
    rule('discovery.k8s.io', ['endpointslices'], read),
    rule('tailscale.com', withStatus('connectors', 'proxyclasses', 'proxygroups'), own),
    rule('tailscale.com', withStatus('dnsconfigs'), own),
    rule('tailscale.com', withStatus('recorders'), own),
    {
      ...rule('apiextensions.k8s.io', ['customresourcedefinitions'], read),
      resourceNames: ['servicemonitors.monitoring.coreos.com'],
    },
  ]
}

function operatorRules() {
  const change = ['get', 'create', 'patch', 'update', 'list', 'watch', 'deletecollection']
  return [
    rule('', ['secrets', 'serviceaccounts', 'configmaps'], full),
    rule('', ['pods'], [...read, 'update']),
    rule('', ['pods/status'], ['update']),
    rule('apps', ['statefulsets', 'deployments'], full),
    rule('discovery.k8s.io', ['endpointslices'], [...read, 'create', 'update', 'deletecollection']),
    rule(apiGroup, ['roles', 'rolebindings'], change),
    rule('monitoring.coreos.com', ['servicemonitors'], ['get', 'list', 'update', 'create', 'delete']),
  ]
}

function rule(group: string, resources: readonly string[], verbs: readonly string[]) {
  return { apiGroups: [group], resources: [...resources], verbs: [...verbs] }
}

function withStatus(...resources: readonly string[]): string[] {
  return resources.flatMap(resource => [resource, `${resource}/status`])
}
