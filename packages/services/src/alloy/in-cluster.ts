import { accept, type Cluster, http, type Image, type OwnAcceptance, type ServiceProps } from '@homelab/estate/model'
import {
  configMap,
  daemonSet,
  emptyDir,
  hardened,
  hostPath,
  type KubeObject,
  object,
  podField,
  reachesApi,
  reachesKubelets,
} from '@homelab/kubernetes'
import { type ClusterAlloySettings, clusterAlloy, dashboard, servicesDashboard } from '@homelab/observability'
import { askedIn, givenTo, rootToGive } from '../owned.ts'
import { type PodsOtherwise, podsWith } from '../pods.ts'

export interface AlloyInClusterProps {
  /** `grafana/alloy`: https://hub.docker.com/r/grafana/alloy/tags */
  readonly image: Image
  /** `docker.io/library/busybox`: it gives the node's folder, in which Alloy notes how far it has read, to the user of Alloy. */
  readonly givenBy: Image
  /** Namespace, account and names of all objects; `alloy` by default. */
  readonly name?: string
  /**
   * What is otherwise about what it collects. By default services are probed twice a minute and have 5 seconds to answer;
   * kubelets are asked once a minute; level, message, time and caller are read from lines in JSON, and level and caller
   * become labels.
   */
  readonly settings?: Partial<ClusterAlloySettings>
  /**
   * What is otherwise about its pods. By default they run on every node, whatever its taints; ask for 128 MiB and a twentieth
   * of a processor, and get 512 MiB and half of one; run as the image's user (473); and write to the node's
   * `/var/lib/alloy` and `/tmp` alone.
   */
  readonly pods?: Omit<PodsOtherwise, 'strategy' | 'replicas'>
}

/** The user of the image: https://github.com/grafana/alloy/blob/main/Dockerfile */
const user = 473

/** https://grafana.com/docs/alloy/latest/reference/cli/run/ */
const port = 12345

const storage = '/var/lib/alloy/data'

const standard: ClusterAlloySettings = {
  probeIntervalSeconds: 30,
  probeTimeoutSeconds: 5,
  nodeScrapeIntervalSeconds: 60,
  // Kubernetes 1.33 and newer warn of it at every look at one: https://kubernetes.io/blog/2025/04/24/endpoints-deprecation/
  dropLines: 'v1 Endpoints is deprecated',
  jsonFields: ['level', 'msg', 'message', 'time', 'caller'],
  jsonLabels: ['level', 'caller'],
}

/**
 * Alloy in a cluster: it pushes the logs of all pods, probes services from outside and asks the kubelets for metrics of
 * nodes and containers, and has the dashboard of the probes. Where it pushes to is said beside it (`pushesTo`).
 *
 * @example service(import.meta, 'alloy', { ...alloyIn(home, { image: image('grafana/alloy', 'v1.5.1'), givenBy: image('busybox', '1.37.0') }) })
 */
export function alloyIn(
  at: Cluster,
  props: AlloyInClusterProps,
): ServiceProps<'http'> & { readonly accepts: readonly OwnAcceptance[] } {
  const { name = 'alloy', settings, pods } = props
  return {
    title: 'Alloy in the cluster',
    summary: 'collects pod logs and probes services',
    ports: { http: http(port) },
    workload: daemonSet(
      podsWith(
        {
          at,
          namespace: name,
          ownsNamespace: true,
          objectName: name,
          serviceType: 'none',
          serviceAccount: { name, token: true },
          podSecurity: { fsGroup: user },
          // A folder of the node belongs to root at first; what is below it Alloy makes itself.
          initContainers: [givenTo({ image: props.givenBy, volume: 'data', path: storage, to: user })],
          container: {
            image: props.image,
            args: [
              'run',
              `--server.http.listen-addr=0.0.0.0:${port}`,
              `--storage.path=${storage}`,
              '/etc/alloy/config.alloy',
            ],
            env: { HOSTNAME: podField('spec.nodeName') },
            mounts: { config: '/etc/alloy', varlog: { path: '/var/log', readOnly: true }, data: storage, tmp: '/tmp' },
            resources: { requests: { memory: '128Mi', cpu: '50m' }, limits: { memory: '512Mi', cpu: '500m' } },
            security: hardened({ user }),
          },
          volumes: [
            configMap('config', 'alloy-config', { 'config.alloy': clusterAlloy({ ...standard, ...settings }) }),
            hostPath('varlog', '/var/log'),
            hostPath('data', '/var/lib/alloy'),
            emptyDir('tmp'),
          ],
          pod: { tolerations: [{ operator: 'Exists' }] },
          objects: rights(name),
          reaches: [reachesApi('reads the logs of pods'), reachesKubelets('asks the nodes for their metrics')],
        },
        pods,
      ),
    ),
    collects: ['logs', 'probes'],
    dashboards: [dashboard(servicesDashboard)],
    accepts: askedIn(at, [
      accept(
        'unhardened-container',
        'it asks which pods there are, to read their logs',
        'workload.serviceAccount.token',
      ),
      ...rootToGive('the node’s folder', 'Alloy'),
    ]),
  }
}

/** https://grafana.com/docs/alloy/latest/reference/components/loki/loki.source.kubernetes/ and `nodes/metrics` of the kubelet's own authorization */
function rights(name: string): readonly KubeObject[] {
  const read = ['get', 'list', 'watch']
  return [
    object('ServiceAccount', { metadata: { name } }),
    object('ClusterRole', {
      metadata: { name },
      rules: [
        {
          apiGroups: [''],
          resources: ['nodes', 'nodes/metrics', 'services', 'endpoints', 'pods', 'pods/log', 'namespaces'],
          verbs: read,
        },
        { apiGroups: [''], resources: ['configmaps'], verbs: ['get'] },
        { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: read },
        { nonResourceUrLs: ['/metrics', '/metrics/cadvisor'], verbs: ['get'] },
      ],
    }),
    object('ClusterRoleBinding', {
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: name }],
    }),
  ]
}
