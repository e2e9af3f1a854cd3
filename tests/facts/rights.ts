/** Roles of facts K12, K13, K16 and K21, transcribed by hand: `GROUP: RESOURCES: VERBS`. Imports nothing of ours. */

export interface Rights {
  readonly kind: 'ClusterRole' | 'Role'
  readonly name: string
  readonly namespace?: string
  readonly rows: readonly string[]
}

const watch = 'list watch'
const read = 'get list watch'
const full = 'create delete deletecollection get list patch update watch'

export const rights: readonly Rights[] = [
  {
    kind: 'ClusterRole',
    name: 'kube-state-metrics',
    rows: [
      `core: configmaps secrets nodes pods services serviceaccounts resourcequotas replicationcontrollers limitranges persistentvolumeclaims persistentvolumes namespaces endpoints: ${watch}`,
      // Not in facts K12: the differences of kube-state-metrics say why.
      `policy: poddisruptionbudgets: ${watch}`,
      `apps: statefulsets daemonsets deployments replicasets: ${watch}`,
      `batch: cronjobs jobs: ${watch}`,
      `autoscaling: horizontalpodautoscalers: ${watch}`,
      `networking.k8s.io: networkpolicies ingresses: ${watch}`,
      `coordination.k8s.io: leases: ${watch}`,
      `certificates.k8s.io: certificatesigningrequests: ${watch}`,
      `storage.k8s.io: storageclasses volumeattachments: ${watch}`,
      `admissionregistration.k8s.io: mutatingwebhookconfigurations validatingwebhookconfigurations: ${watch}`,
    ],
  },
  {
    kind: 'ClusterRole',
    name: 'alloy',
    rows: [
      `core: nodes nodes/proxy nodes/metrics services endpoints pods pods/log namespaces: ${read}`,
      'core: configmaps: get',
      `discovery.k8s.io: endpointslices: ${read}`,
      'url: /metrics /metrics/cadvisor: get',
    ],
  },
  // Facts K16 name no Deployment: the differences of Kiwix say why we do.
  { kind: 'Role', name: 'zim-watcher', namespace: 'kiwix', rows: ['apps: deployments kiwix: get patch'] },
  {
    kind: 'ClusterRole',
    name: 'tailscale-operator',
    rows: [
      `core: nodes: ${read}`,
      `core: events services services/status: ${full}`,
      `networking.k8s.io: ingresses ingresses/status: ${full}`,
      `networking.k8s.io: ingressclasses: ${read}`,
      `discovery.k8s.io: endpointslices: ${read}`,
      `tailscale.com: connectors connectors/status proxyclasses proxyclasses/status proxygroups proxygroups/status: ${read} update`,
      `tailscale.com: dnsconfigs dnsconfigs/status: ${read} update`,
      `tailscale.com: recorders recorders/status: ${read} update`,
      `apiextensions.k8s.io: customresourcedefinitions servicemonitors.monitoring.coreos.com: ${read}`,
    ],
  },
  {
    kind: 'Role',
    name: 'operator',
    namespace: 'tailscale',
    rows: [
      `core: secrets serviceaccounts configmaps: ${full}`,
      `core: pods: ${read} update`,
      'core: pods/status: update',
      `apps: statefulsets deployments: ${full}`,
      'discovery.k8s.io: endpointslices: get list watch create update deletecollection',
      'rbac.authorization.k8s.io: roles rolebindings: get create patch update list watch deletecollection',
      'monitoring.coreos.com: servicemonitors: get list update create delete',
    ],
  },
  {
    kind: 'Role',
    name: 'proxies',
    namespace: 'tailscale',
    rows: [`core: secrets: ${full}`, 'core: events: create patch get'],
  },
]

/** Bindings: `KIND NAMESPACE/NAME -> ROLE, ACCOUNT in NAMESPACE`. facts K12, K13, K16, K21 */
export const bindings: readonly string[] = [
  'ClusterRoleBinding kube-state-metrics -> kube-state-metrics, kube-state-metrics in monitoring',
  'ClusterRoleBinding alloy -> alloy, alloy in alloy',
  'RoleBinding kiwix/zim-watcher -> zim-watcher, zim-watcher in kiwix',
  'ClusterRoleBinding tailscale-operator -> tailscale-operator, operator in tailscale',
  'RoleBinding tailscale/operator -> operator, operator in tailscale',
  'RoleBinding tailscale/proxies -> proxies, proxies in tailscale',
]
