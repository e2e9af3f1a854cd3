import { counter, exporterPart, gauge, histogram } from '../exporter.ts'

const prometheusSource = 'https://github.com/prometheus/prometheus/blob/v3.2.1'

export const prometheusExporter = exporterPart({
  kind: 'prometheus',
  title: 'Prometheus 3.2',
  sources: [
    `${prometheusSource}/tsdb/head.go`,
    `${prometheusSource}/tsdb/db.go`,
    `${prometheusSource}/tsdb/wlog/wlog.go`,
    `${prometheusSource}/web/web.go`,
    `${prometheusSource}/rules/group.go`,
    `${prometheusSource}/cmd/prometheus/main.go`,
  ],
  includes: ['go'],
  metrics: {
    prometheus_tsdb_head_samples_appended_total: counter('type'),
    prometheus_tsdb_head_series: gauge(),
    prometheus_tsdb_head_chunks_storage_size_bytes: gauge(),
    prometheus_tsdb_storage_blocks_bytes: gauge(),
    prometheus_tsdb_wal_storage_size_bytes: gauge(),
    prometheus_tsdb_lowest_timestamp_seconds: gauge(),
    prometheus_http_requests_total: counter('handler', 'code'),
    prometheus_http_request_duration_seconds: histogram('handler'),
    prometheus_config_last_reload_successful: gauge(),
    prometheus_rule_evaluation_failures_total: counter('rule_group'),
    prometheus_target_scrape_pool_targets: gauge('scrape_job'),
  },
})
