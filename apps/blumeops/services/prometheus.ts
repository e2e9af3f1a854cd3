import { adopt, difference, endpoint, image, type Needs, service } from '@homelab/estate'
import { confined } from '@homelab/kubernetes'
import { asAlertmanager, remoteWritePath } from '@homelab/observability'
import { prometheusIn, prometheusTile } from '@homelab/services'
import { minikube } from '../hosts.ts'
import { asInFebruary } from '../parts/pods.ts'
import { alertmanager } from './alertmanager.ts'

/** facts K10; its Ingress K5 */
export const prometheus = service(import.meta, 'prometheus', {
  ...prometheusIn(minikube, { image: image('prom/prometheus', 'v3.2.1'), storage: '20Gi', pods: asInFebruary }),
  routes: {
    tailnet: [{ port: 'http' }, { port: 'http', host: 'prometheus-push', paths: [remoteWritePath] }],
    ops: { port: 'http', audience: 'admins' },
  },
  tile: prometheusTile,
  needs: (): Needs => [endpoint(alertmanager, 'http', 'sends alerts', asAlertmanager())],
  // What ran in February and cannot be changed in place (facts K10).
  adopts: [
    adopt('StatefulSet', 'prometheus', {
      'spec.selector': { matchLabels: { app: 'prometheus' } },
      'spec.serviceName': 'prometheus',
      'spec.volumeClaimTemplates': [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } },
        },
      ],
    }),
  ],
  differences: [
    difference('who may reload or end Prometheus', {
      today:
        'whoever reaches it: `--web.enable-lifecycle` opens `/-/reload` and `/-/quit`, and nothing asks for a login',
      now: 'nobody over the network',
      why: 'nothing uses it: a changed configuration rolls the pod',
      facts: 'K10',
      changes: [{ kind: 'StatefulSet', fields: ['spec.template.spec.containers[prometheus].args'] }],
    }),
    difference('where Prometheus’s tile leads', {
      today: '`https://prometheus.ops.eblu.me`',
      now: 'to port 8443 of that name, where Caddy answers those who run the estate',
      why: 'see the difference of Caddy',
      facts: 'K5, P2',
      changes: [
        { kind: 'Ingress', name: 'prometheus-tailscale', fields: ['metadata.annotations["gethomepage.dev/href"]'] },
      ],
    }),
    difference('where the public proxy pushes metrics', {
      today: 'to `prometheus`, whose whole API the proxy reaches: it may read all metrics of the estate',
      now: 'to a name of its own, `prometheus-push`, which carries the path of remote write alone; `prometheus` no longer has `tag:flyio-target`',
      why: 'what the internet talks to writes, and reads nothing',
      facts: 'P7, K5, T6',
      adoption:
        'sync `prometheus` first and wait until `prometheus-push` answers, then deploy the proxy; with the tag gone from `prometheus` nothing comes from a proxy that was not deployed yet',
      changes: [
        { kind: 'Ingress', name: 'prometheus-prometheus-push-tailscale' },
        { kind: 'Ingress', name: 'prometheus-tailscale', fields: ['metadata.annotations["tailscale.com/tags"]'] },
      ],
    }),
    difference('scrapes of Argo CD, External Secrets and Alertmanager', {
      today: 'nobody asks for their metrics',
      now: 'a job for each',
      why: 'what brings objects and secrets into the cluster was watched by nobody',
      facts: 'K10',
      changes: [{ kind: 'ConfigMap', fields: ['data["prometheus.yml"].scrape_configs'] }],
    }),
    difference('alert rules', {
      today: 'none, and no dashboard says what is wrong',
      now: 'rules for what each service declares; they show in Prometheus and on a dashboard, and Alertmanager sends them',
      why: 'a failed backup or a full disk was noticed by chance',
      facts: 'K10, O3',
      changes: [
        {
          kind: 'ConfigMap',
          fields: ['data["alerts.json"]', 'data["prometheus.yml"].rule_files', 'data["prometheus.yml"].alerting'],
        },
      ],
    }),
    difference('Prometheus’s container can do less', {
      today: 'non-root, nothing more',
      now: 'no capabilities, no privilege escalation, read-only root, seccomp, no service account token',
      why: 'it writes to its volume alone',
      facts: 'K10',
      changes: [confined('StatefulSet', { containers: ['prometheus'] })],
    }),
    difference('the size of Prometheus’s volume', {
      today: 'deployed 20Gi; a page says 50Gi',
      now: 'kept as deployed',
      why: 'the deployed value wins; a claim template can’t be changed in place',
      facts: 'K10',
      settles: 'kubernetes.md: Prometheus storage',
    }),
    difference('the Ingresses of Prometheus and Loki', {
      today: 'no proxy-class annotation, while all others have it',
      now: 'kept',
      why: 'the proxies of a group take the group’s class; the annotation has no effect',
      facts: 'K5',
      settles: 'kubernetes.md: Prometheus and Loki Ingress',
    }),
  ],
})
