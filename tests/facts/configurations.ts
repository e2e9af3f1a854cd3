/** Configuration files of facts K7, K10, K11 and K23, transcribed by hand. Imports nothing of ours. */

/** facts K11 */
export const loki = {
  auth_enabled: false,
  server: { http_listen_address: '0.0.0.0', http_listen_port: 3100, grpc_listen_port: 9096 },
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
  storage_config: { tsdb_shipper: { active_index_directory: '/loki/tsdb-index', cache_location: '/loki/tsdb-cache' } },
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

/** facts K10 */
export const prometheus = {
  global: { scrape_interval: '15s', evaluation_interval: '15s' },
  scrape_configs: [
    { job_name: 'node-exporter-sifaka', static_configs: [{ targets: ['192.168.1.203:9100'] }] },
    {
      job_name: 'cnpg-postgres',
      static_configs: [
        {
          targets: ['blumeops-pg-metrics-tailscale.databases.svc.cluster.local:9187'],
          labels: { instance: 'blumeops-pg' },
        },
      ],
    },
    { job_name: 'prometheus', static_configs: [{ targets: ['localhost:9090'] }] },
    { job_name: 'loki', static_configs: [{ targets: ['loki.monitoring.svc.cluster.local:3100'] }] },
    {
      job_name: 'kube-state-metrics',
      static_configs: [{ targets: ['kube-state-metrics.monitoring.svc.cluster.local:8080'] }],
    },
  ],
}

const common = { access: 'proxy', orgId: 1, editable: false }

/** facts K7, K23 */
export const dataSources = [
  {
    ...common,
    name: 'Prometheus',
    type: 'prometheus',
    uid: 'prometheus',
    url: 'http://prometheus.monitoring.svc.cluster.local:9090',
    isDefault: true,
  },
  { ...common, name: 'Loki', type: 'loki', uid: 'loki', url: 'http://loki.monitoring.svc.cluster.local:3100' },
  {
    ...common,
    name: 'TeslaMate',
    type: 'postgres',
    uid: 'TeslaMate',
    url: 'blumeops-pg-rw.databases.svc.cluster.local:5432',
    database: 'teslamate',
    user: 'teslamate',
    jsonData: { sslmode: 'disable', maxOpenConns: 5, maxIdleConns: 2, connMaxLifetime: 14400 },
    secureJsonData: { password: '$TESLAMATE_DB_PASSWORD' },
  },
]
