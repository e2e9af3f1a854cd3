/** Loki's own defaults are 3100 and 9095: https://grafana.com/docs/loki/latest/configure/#server */
export const ports = { http: 3100, grpc: 9096 }

/**
 * Sections of Loki's configuration, whose fields stand in the place of the default's: https://grafana.com/docs/loki/latest/configure/
 *
 * @example { limits_config: { ingestion_rate_mb: 8 } }
 */
export type LokiConfiguration = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/**
 * One process, its data on one volume, for a single tenant: https://grafana.com/docs/loki/latest/configure/examples/configuration-examples/
 * Lines are deleted by the compactor, two hours after their time: https://grafana.com/docs/loki/latest/operations/storage/retention/
 */
export function configuration(retentionDays: number, otherwise: LokiConfiguration = {}): object {
  const own: LokiConfiguration = {
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
    limits_config: { retention_period: `${retentionDays * 24}h` },
    compactor: {
      working_directory: '/loki/compactor',
      compaction_interval: '10m',
      retention_enabled: true,
      retention_delete_delay: '2h',
      retention_delete_worker_count: 150,
      delete_request_store: 'filesystem',
    },
  }
  const sections = Object.entries(own).map(([name, fields]) => [name, { ...fields, ...otherwise[name] }])
  return { auth_enabled: false, ...otherwise, ...Object.fromEntries(sections) }
}
