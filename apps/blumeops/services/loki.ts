import { adopt, difference, http, image, notBackedUp, service, tcp, yaml } from '@homelab/estate'
import { claimTemplate, configMap, confined, emptyDir, hardened, statefulSet } from '@homelab/kubernetes'
import { dashboard, lokiDashboard, lokiPushPath } from '@homelab/observability'
import { minikube } from '../hosts.ts'

const ports = { http: 3100, grpc: 9096 }

/** facts K11; its Ingress K5 */
export const loki = service(import.meta, 'loki', {
  title: 'Loki',
  summary: 'log storage',
  ports: { http: http(ports.http), grpc: tcp(ports.grpc) },
  workload: statefulSet({
    at: minikube,
    namespace: 'monitoring',
    serviceType: 'ClusterIP',
    podSecurity: { fsGroup: 10001, runAsUser: 10001, runAsNonRoot: true },
    container: {
      image: image('grafana/loki', '3.3.2'),
      args: ['-config.file=/etc/loki/loki-config.yaml'],
      mounts: { config: '/etc/loki', data: '/loki', tmp: '/tmp' },
      resources: { requests: { memory: '256Mi', cpu: '100m' }, limits: { memory: '1Gi', cpu: '500m' } },
      security: hardened(),
    },
    volumes: [
      configMap('config', 'loki-config', { 'loki-config.yaml': yaml(configuration()) }),
      claimTemplate('data', { size: '20Gi', holds: 'logs of 31 days', backup: notBackedUp('loses only history') }),
      emptyDir('tmp'),
    ],
    ingress: { form: 'rule', proxyClass: 'none', funnel: 'off' },
  }),
  probes: {
    live: { port: 'http', path: '/ready', delaySeconds: 45, periodSeconds: 10 },
    ready: { port: 'http', path: '/ready', delaySeconds: 10, periodSeconds: 5 },
  },
  metrics: { port: 'http', exporter: 'loki' },
  routes: {
    tailnet: [{ port: 'http' }, { port: 'http', host: 'loki-push', paths: [lokiPushPath] }],
    ops: { port: 'http', audience: 'admins' },
  },
  dashboards: [dashboard(lokiDashboard, { uid: 'loki-homelab' })],
  tile: 'hidden',
  // What ran in February and cannot be changed in place (facts K11).
  adopts: [
    adopt('StatefulSet', 'loki', {
      'spec.selector': { matchLabels: { app: 'loki' } },
      'spec.serviceName': 'loki',
      'spec.volumeClaimTemplates': [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } },
        },
      ],
    }),
  ],
  differences: [
    difference('where the public proxy pushes logs', {
      today: 'to `loki`, whose whole API the proxy reaches: it may read all logs of the estate',
      now: 'to a name of its own, `loki-push`, which carries the path of pushes alone; `loki` no longer has `tag:flyio-target`',
      why: 'what the internet talks to writes, and reads nothing',
      facts: 'P7, K5, T6',
      adoption:
        'sync `loki` first and wait until `loki-push` answers, deploy the proxy, and see its lines arrive; with the tag gone from `loki` nothing comes from a proxy that was not deployed yet',
      changes: [
        { kind: 'Ingress', name: 'loki-loki-push-tailscale' },
        { kind: 'Ingress', name: 'loki-tailscale', fields: ['metadata.annotations["tailscale.com/tags"]'] },
      ],
    }),
    difference('Loki’s container can do less', {
      today: 'non-root, nothing more',
      now: 'no capabilities, no privilege escalation, read-only root with /tmp apart, seccomp, no service account token',
      why: 'it writes to its volume alone',
      facts: 'K11',
      changes: [confined('StatefulSet', { containers: ['loki'], scratch: { tmp: '/tmp' } })],
    }),
    difference('the version and volume of Loki', {
      today: 'deployed 3.3.2 and 20Gi; a page says 3.4.2 and 50Gi',
      now: 'kept as deployed',
      why: 'the deployed values win; a claim template can’t be changed in place',
      facts: 'K11',
      settles: 'kubernetes.md: Loki image, storage',
    }),
  ],
})

/** https://grafana.com/docs/loki/latest/configure/ */
function configuration(): object {
  return {
    auth_enabled: false,
    server: { http_listen_address: '0.0.0.0', http_listen_port: ports.http, grpc_listen_port: ports.grpc },
    common: {
      instance_addr: '127.0.0.1',
      path_prefix: '/loki',
      storage: { filesystem: { chunks_directory: '/loki/chunks', rules_directory: '/loki/rules' } },
      replication_factor: 1,
      ring: { kvstore: { store: 'inmemory' } },
    },
    query_range: { results_cache: { cache: { embedded_cache: { enabled: true, max_size_mb: 100 } } } },
    schema_config: {
      configs: [
        {
          from: '2024-01-01',
          store: 'tsdb',
          object_store: 'filesystem',
          schema: 'v13',
          index: { prefix: 'index_', period: '24h' },
        },
      ],
    },
    storage_config: {
      tsdb_shipper: { active_index_directory: '/loki/tsdb-index', cache_location: '/loki/tsdb-cache' },
    },
    limits_config: { retention_period: '744h' },
    compactor: {
      working_directory: '/loki/compactor',
      compaction_interval: '10m',
      retention_enabled: true,
      retention_delete_delay: '2h',
      retention_delete_worker_count: 150,
      delete_request_store: 'filesystem',
    },
  }
}
