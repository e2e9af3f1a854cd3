import { counter, exporterPart, gauge } from '../exporter.ts'

const repository = 'https://github.com/cloudnative-pg/cloudnative-pg/blob/v1.28.0'

/** What each CloudNativePG instance gives with the operator's default queries. */
export const cnpgExporter = exporterPart({
  kind: 'cnpg',
  title: 'CloudNativePG 1.28',
  sources: [
    `${repository}/config/manager/default-monitoring.yaml`,
    `${repository}/pkg/management/postgres/webserver/metricserver/pg_collector.go`,
  ],
  includes: ['go'],
  metrics: {
    cnpg_collector_up: gauge('cluster'),
    cnpg_collector_last_collection_error: gauge(),
    cnpg_collector_pg_wal: gauge('value'),
    cnpg_collector_fencing_on: gauge(),
    cnpg_backends_total: gauge('datname', 'usename', 'application_name', 'state'),
    cnpg_backends_max_tx_duration_seconds: gauge('datname', 'usename', 'application_name', 'state'),
    cnpg_backends_waiting_total: gauge(),
    cnpg_pg_database_size_bytes: gauge('datname'),
    cnpg_pg_database_xid_age: gauge('datname'),
    cnpg_pg_database_mxid_age: gauge('datname'),
    cnpg_pg_postmaster_start_time: gauge(),
    cnpg_pg_replication_in_recovery: gauge(),
    cnpg_pg_stat_database_xact_commit: counter('datname'),
    cnpg_pg_stat_database_xact_rollback: counter('datname'),
    cnpg_pg_stat_database_tup_returned: counter('datname'),
    cnpg_pg_stat_database_tup_fetched: counter('datname'),
    cnpg_pg_stat_database_tup_inserted: counter('datname'),
    cnpg_pg_stat_database_tup_updated: counter('datname'),
    cnpg_pg_stat_database_tup_deleted: counter('datname'),
    cnpg_pg_stat_database_deadlocks: counter('datname'),
  },
})
