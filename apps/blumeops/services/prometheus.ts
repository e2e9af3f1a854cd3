import { adopt, difference, endpoint, http, image, type Needs, notBackedUp, service } from '@homelab/estate'
import { claimTemplate, configMap, confined, hardened, statefulSet } from '@homelab/kubernetes'
import { asAlertmanager, prometheusConfig, prometheusRules, remoteWritePath } from '@homelab/observability'
import { minikube } from '../hosts.ts'
import { alertmanager } from './alertmanager.ts'

const ruleFile = 'alerts.json'

/** facts K10; its tile and Ingress K5 */
export const prometheus = service(import.meta, 'prometheus', {
  title: 'Prometheus',
  summary: 'metrics storage',
  ports: { http: http(9090) },
  workload: statefulSet({
    at: minikube,
    namespace: 'monitoring',
    serviceType: 'ClusterIP',
    podSecurity: { fsGroup: 65534, runAsUser: 65534, runAsNonRoot: true },
    container: {
      image: image('prom/prometheus', 'v3.2.1'),
      args: [
        '--config.file=/etc/prometheus/prometheus.yml',
        '--storage.tsdb.path=/prometheus',
        '--storage.tsdb.retention.time=15d',
        '--web.enable-remote-write-receiver',
      ],
      mounts: { config: '/etc/prometheus', data: '/prometheus' },
      resources: { requests: { memory: '256Mi', cpu: '100m' }, limits: { memory: '1Gi', cpu: '500m' } },
      security: hardened(),
    },
    volumes: [
      configMap('config', 'prometheus-config', {
        'prometheus.yml': prometheusConfig({
          scrapeIntervalSeconds: 15,
          evaluationIntervalSeconds: 15,
          ruleFiles: [ruleFile],
        }),
        [ruleFile]: prometheusRules(),
      }),
      claimTemplate('data', { size: '20Gi', holds: 'metrics of 15 days', backup: notBackedUp('loses only history') }),
    ],
    ingress: { form: 'rule', proxyClass: 'none', funnel: 'off' },
  }),
  probes: {
    live: { port: 'http', path: '/-/healthy', delaySeconds: 30, periodSeconds: 15 },
    ready: { port: 'http', path: '/-/ready', delaySeconds: 5, periodSeconds: 5 },
    health: { port: 'http', path: '/-/healthy' },
  },
  metrics: { port: 'http', exporter: 'prometheus' },
  routes: {
    tailnet: [{ port: 'http' }, { port: 'http', host: 'prometheus-push', paths: [remoteWritePath] }],
    ops: { port: 'http', audience: 'admins' },
  },
  tile: {
    title: 'Prometheus',
    group: 'Observability',
    icon: 'prometheus.png',
    description: 'Metrics storage',
    podSelector: 'app=prometheus',
  },
  collects: ['metrics'],
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
