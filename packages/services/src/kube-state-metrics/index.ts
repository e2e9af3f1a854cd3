import { accept, type Cluster, http, type Image, type OwnAcceptance, type ServiceProps } from '@homelab/estate/model'
import { deployment, hardened, type KubeObject, object, reachesApi } from '@homelab/kubernetes'
import { askedIn } from '../owned.ts'
import { type PodsOtherwise, podsWith } from '../pods.ts'

export interface KubeStateMetricsProps {
  /** `registry.k8s.io/kube-state-metrics/kube-state-metrics`: https://github.com/kubernetes/kube-state-metrics/releases */
  readonly image: Image
  /** Account and names of all objects; `kube-state-metrics` by default. */
  readonly name?: string
  /** `monitoring` by default. */
  readonly namespace?: string
  /**
   * What is otherwise about its pods. By default they ask for 64 MiB and a hundredth of a processor, and get 256 MiB and a
   * tenth of one; run as the image's user (65534); and write nothing.
   */
  readonly pods?: PodsOtherwise
}

/** The user of the image: https://github.com/kubernetes/kube-state-metrics/blob/main/Dockerfile */
const user = 65534

/**
 * kube-state-metrics: the objects of a cluster as metrics. It may list those kinds that its version asks for by default, and
 * change none.
 *
 * @example service(import.meta, 'kube-state-metrics', { ...kubeStateMetricsIn(home, { image: image('registry.k8s.io/kube-state-metrics/kube-state-metrics', 'v2.13.0') }) })
 */
export function kubeStateMetricsIn(
  at: Cluster,
  props: KubeStateMetricsProps,
): ServiceProps<'http-metrics' | 'telemetry'> & { readonly accepts: readonly OwnAcceptance[] } {
  const { name = 'kube-state-metrics', namespace = 'monitoring' } = props
  return {
    title: 'kube-state-metrics',
    summary: 'metrics of the objects in the cluster',
    ports: { 'http-metrics': http(8080), telemetry: http(8081) },
    workload: deployment(
      podsWith(
        {
          at,
          namespace,
          serviceAccount: { name, token: true },
          container: {
            image: props.image,
            resources: { requests: { memory: '64Mi', cpu: '10m' }, limits: { memory: '256Mi', cpu: '100m' } },
            security: hardened({ user }),
          },
          objects: rights(name, namespace),
          reaches: [reachesApi('watches the objects')],
        },
        props.pods,
      ),
    ),
    // https://github.com/kubernetes/kube-state-metrics/blob/v2.13.0/examples/standard/deployment.yaml
    probes: {
      live: { port: 'http-metrics', path: '/healthz', delaySeconds: 5, timeoutSeconds: 5 },
      ready: { port: 'http-metrics', path: '/', delaySeconds: 5, timeoutSeconds: 5 },
    },
    metrics: { port: 'http-metrics', exporter: 'kube-state-metrics' },
    accepts: askedIn(at, [
      accept('unhardened-container', 'it lists the objects that it counts', 'workload.serviceAccount.token'),
    ]),
  }
}

/** The kinds of https://github.com/kubernetes/kube-state-metrics/blob/v2.13.0/examples/standard/cluster-role.yaml, but for reviews of tokens, which it makes behind a proxy alone. */
function rights(name: string, namespace: string): readonly KubeObject[] {
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
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    }),
  ]
}
