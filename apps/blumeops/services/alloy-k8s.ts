import { adopt, difference, endpoint, image, type Needs, service } from '@homelab/estate'
import { confined } from '@homelab/kubernetes'
import { asLokiPush, asRemoteWrite, dashboardDifferences, servicesDashboard } from '@homelab/observability'
import { alloyIn } from '@homelab/services'
import { minikube } from '../hosts.ts'
import { loki } from './loki.ts'
import { prometheus } from './prometheus.ts'

/** facts K13, O3 */
export const alloyK8s = service(import.meta, 'alloy-k8s', {
  ...alloyIn(minikube, {
    image: image('grafana/alloy', 'v1.5.1'),
    givenBy: image('docker.io/library/busybox', '1.31.1'),
    settings: {
      jsonFields: ['level', 'msg', 'message', 'time', 'caller', 'repository'],
      jsonLabels: ['level', 'caller', 'repository'],
    },
    pods: { labelled: 'workload' },
  }),
  needs: (): Needs => [
    endpoint(loki, 'http', 'pushes pod logs', asLokiPush()),
    endpoint(prometheus, 'http', 'pushes the results of probes', asRemoteWrite()),
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
