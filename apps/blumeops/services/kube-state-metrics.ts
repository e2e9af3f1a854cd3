import { accept, adopt, difference, http, image, service } from '@homelab/estate'
import { confined, deployment, hardened, object, reachesApi } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'

const name = 'kube-state-metrics'

/** facts K12 */
export const kubeStateMetrics = service(import.meta, name, {
  title: 'kube-state-metrics',
  summary: 'metrics of the objects in the cluster',
  ports: { 'http-metrics': http(8080), telemetry: http(8081) },
  workload: deployment({
    at: minikube,
    namespace: 'monitoring',
    labelled: 'everywhere',
    namedTargets: true,
    serviceAccount: { name, token: true },
    container: {
      image: image('registry.k8s.io/kube-state-metrics/kube-state-metrics', 'v2.13.0'),
      resources: { requests: { memory: '64Mi', cpu: '10m' }, limits: { memory: '256Mi', cpu: '100m' } },
      security: hardened({ user: 65534 }),
    },
    objects: rights(),
    reaches: [reachesApi('watches the objects')],
  }),
  probes: {
    live: { port: 'http-metrics', path: '/healthz', delaySeconds: 5, timeoutSeconds: 5 },
    ready: { port: 'http-metrics', path: '/', delaySeconds: 5, timeoutSeconds: 5 },
  },
  metrics: { port: 'http-metrics', exporter: 'kube-state-metrics' },
  accepts: [accept('unhardened-container', 'it lists the objects that it counts', 'workload.serviceAccount.token')],
  // What ran in February and cannot be changed in place (facts K12).
  adopts: [
    adopt('Deployment', 'kube-state-metrics', { 'spec.selector': { matchLabels: { app: 'kube-state-metrics' } } }),
  ],
  differences: [
    difference('kube-state-metrics may list disruption budgets', {
      today: 'it may not, asks again forever, and says so in its log',
      now: 'list and watch, as for all that it shows',
      why: 'its version asks for them by default',
      facts: 'K12',
      changes: [{ kind: 'ClusterRole', fields: ['rules'] }],
    }),
    difference('kube-state-metrics has a seccomp profile', {
      today: 'none',
      now: 'RuntimeDefault',
      why: 'it needs no system call that the profile refuses',
      facts: 'K12',
      changes: [confined('Deployment', { containers: [name] })],
    }),
  ],
})

function rights(): ReturnType<typeof object>[] {
  const watched = (apiGroup: string, ...resources: readonly string[]) => ({
    apiGroups: [apiGroup],
    resources: [...resources],
    verbs: ['list', 'watch'],
  })
  return [
    object('ServiceAccount', { metadata: { name } }),
    object('ClusterRole', {
      metadata: { name },
      rules: [
        watched(
          '',
          'configmaps',
          'secrets',
          'nodes',
          'pods',
          'services',
          'serviceaccounts',
          'resourcequotas',
          'replicationcontrollers',
          'limitranges',
          'persistentvolumeclaims',
          'persistentvolumes',
          'namespaces',
          'endpoints',
        ),
        watched('policy', 'poddisruptionbudgets'),
        watched('apps', 'statefulsets', 'daemonsets', 'deployments', 'replicasets'),
        watched('batch', 'cronjobs', 'jobs'),
        watched('autoscaling', 'horizontalpodautoscalers'),
        watched('networking.k8s.io', 'networkpolicies', 'ingresses'),
        watched('coordination.k8s.io', 'leases'),
        watched('certificates.k8s.io', 'certificatesigningrequests'),
        watched('storage.k8s.io', 'storageclasses', 'volumeattachments'),
        watched('admissionregistration.k8s.io', 'mutatingwebhookconfigurations', 'validatingwebhookconfigurations'),
      ],
    }),
    object('ClusterRoleBinding', {
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: 'monitoring' }],
    }),
  ]
}
