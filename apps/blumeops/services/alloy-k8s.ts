import { accept, adopt, difference, endpoint, http, image, type Needs, service } from '@homelab/estate'
import {
  configMap,
  confined,
  daemonSet,
  emptyDir,
  hardened,
  hostPath,
  object,
  podField,
  reachesApi,
  reachesKubelets,
} from '@homelab/kubernetes'
import {
  asLokiPush,
  asRemoteWrite,
  clusterAlloy,
  dashboard,
  dashboardDifferences,
  servicesDashboard,
} from '@homelab/observability'
import { minikube } from '../hosts.ts'
import { loki } from './loki.ts'
import { prometheus } from './prometheus.ts'

const name = 'alloy'
const storage = '/var/lib/alloy/data'

/** facts K13, O3 */
export const alloyK8s = service(import.meta, 'alloy-k8s', {
  title: 'Alloy in the cluster',
  summary: 'collects pod logs and probes services',
  ports: { http: http(12345) },
  workload: daemonSet({
    at: minikube,
    namespace: name,
    ownsNamespace: true,
    objectName: name,
    labelled: 'workload',
    serviceType: 'none',
    serviceAccount: { name, token: true },
    podSecurity: { fsGroup: 473 },
    // A folder of the node belongs to root at first; what is below it Alloy makes itself.
    initContainers: [
      {
        name: 'init-chown-data',
        image: image('docker.io/library/busybox', '1.31.1'),
        pullPolicy: 'IfNotPresent',
        command: ['chown', '473:473', storage],
        mounts: { data: storage },
        resources: { requests: { memory: '16Mi', cpu: '10m' }, limits: { memory: '64Mi' } },
        security: {
          runAsUser: 0,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'], add: ['CHOWN'] },
          seccompProfile: { type: 'RuntimeDefault' },
        },
      },
    ],
    container: {
      image: image('grafana/alloy', 'v1.5.1'),
      args: ['run', '--server.http.listen-addr=0.0.0.0:12345', `--storage.path=${storage}`, '/etc/alloy/config.alloy'],
      env: { HOSTNAME: podField('spec.nodeName') },
      mounts: { config: '/etc/alloy', varlog: { path: '/var/log', readOnly: true }, data: storage, tmp: '/tmp' },
      resources: { requests: { memory: '128Mi', cpu: '50m' }, limits: { memory: '512Mi', cpu: '500m' } },
      security: hardened({ user: 473 }),
    },
    volumes: [
      configMap('config', 'alloy-config', {
        'config.alloy': clusterAlloy({
          probeIntervalSeconds: 30,
          probeTimeoutSeconds: 5,
          nodeScrapeIntervalSeconds: 60,
          dropLines: 'v1 Endpoints is deprecated',
          jsonFields: ['level', 'msg', 'message', 'time', 'caller', 'repository'],
          jsonLabels: ['level', 'caller', 'repository'],
        }),
      }),
      hostPath('varlog', '/var/log'),
      hostPath('data', '/var/lib/alloy'),
      emptyDir('tmp'),
    ],
    pod: { tolerations: [{ operator: 'Exists' }] },
    objects: rights(),
    reaches: [reachesApi('reads the logs of pods'), reachesKubelets('asks the nodes for their metrics')],
  }),
  collects: ['logs', 'probes'],
  dashboards: [dashboard(servicesDashboard)],
  needs: (): Needs => [
    endpoint(loki, 'http', 'pushes pod logs', asLokiPush()),
    endpoint(prometheus, 'http', 'pushes the results of probes', asRemoteWrite()),
  ],
  accepts: [
    accept('unhardened-container', 'it asks which pods there are, to read their logs', 'workload.serviceAccount.token'),
    accept(
      'unhardened-container',
      'it gives the node’s folder to Alloy’s user',
      'init-chown-data.security.runAsNonRoot',
    ),
    accept(
      'unhardened-container',
      'it gives the node’s folder to Alloy’s user',
      'init-chown-data.security.capabilities.add',
    ),
  ],
  // What ran in February and cannot be changed in place (facts K13).
  adopts: [adopt('DaemonSet', 'alloy', { 'spec.selector': { matchLabels: { app: 'alloy' } } })],
  differences: [
    ...dashboardDifferences(servicesDashboard),
    difference('probes of every service', {
      today: 'five services are probed',
      now: 'every HTTP service of the estate, by its address in the cluster or, outside of it, its private name; and every public name, as people ask for it',
      why: 'a new service is probed because it says what its health is; names of the tailnet do not resolve in pods. The public proxy and its certificates are another way in, which nothing else watches; its probes count in its own metrics, two requests a minute for each name',
      facts: 'K13, O3',
      changes: [{ kind: 'ConfigMap', fields: ['data["config.alloy"]'] }],
    }),
    difference('metrics of the nodes', {
      today: 'none, although the rights to read them are given',
      now: 'disks of the node, and processor and memory of each container, from the kubelet once a minute',
      why: 'claims of the class `standard` are folders of the node: its disk is what fills, and nothing else tells',
      facts: 'K13, N9',
      changes: [{ kind: 'ConfigMap', fields: ['data["config.alloy"]'] }],
    }),
    difference('Alloy runs as its own user', {
      today: 'root, without a seccomp profile',
      now: 'user 473 of the image, RuntimeDefault, /tmp apart',
      why: 'it reads logs through the API, and its data folder belongs to group 473 already',
      facts: 'K13',
      changes: [confined('DaemonSet', { containers: ['alloy'], scratch: { tmp: '/tmp' } })],
    }),
    difference('how far Alloy has read', {
      today:
        'kept in the pod: each change of its configuration, such as one more probe, sends all logs of all pods again',
      now: 'kept in `/var/lib/alloy` on the node, which a container gives to the user of Alloy before it starts',
      why: 'twice the lines make twice the disk, and counts of lines that are wrong',
      facts: 'K13',
      adoption:
        'the new pod starts without it, and sends what pods still have of their logs once more, for the last time',
      changes: [
        {
          kind: 'DaemonSet',
          fields: ['spec.template.spec.volumes[data]', 'spec.template.spec.initContainers[init-chown-data]'],
        },
      ],
    }),
    difference('levels of log lines that are numbers', {
      today: 'the number is the label: 30 and 6 beside info',
      now: 'the word, for the numbers of pino (10 to 60) and of syslog (0 to 7)',
      why: 'a query for errors missed every error of such a program',
      facts: 'K13, O3',
      changes: [{ kind: 'ConfigMap', fields: ['data["config.alloy"]'] }],
    }),
    difference('rights of Alloy to the kubelets', {
      today: 'it may read `nodes/proxy`, by which a command can be run in any pod of the node',
      now: '`nodes/metrics` alone, as the kubelet asks for its metrics',
      why: 'whoever breaks into a collector of logs would have every pod, and every Secret in it',
      facts: 'K13',
      changes: [{ kind: 'ClusterRole', fields: ['rules'] }],
    }),
    difference('the version of Alloy in the cluster', {
      today: 'deployed v1.5.1; a page says v1.8.2',
      now: 'kept as deployed',
      why: 'the deployed value wins; an upgrade is a change of its own',
      facts: 'K13',
      settles: 'kubernetes.md: Alloy image in cluster',
    }),
  ],
})

function rights(): ReturnType<typeof object>[] {
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
