import { counter, type Exporter, gauge, histogram } from './exporter.ts'

const lokiSource = 'https://github.com/grafana/loki/blob/v3.3.2/pkg'

export const loki: Exporter = {
  title: 'Loki 3.3',
  sources: [
    `${lokiSource}/loghttp/push/push.go`,
    `${lokiSource}/ingester/metrics.go`,
    `${lokiSource}/ingester/instance.go`,
    `${lokiSource}/validation/validate.go`,
  ],
  includes: ['go'],
  metrics: {
    loki_distributor_bytes_received_total: counter('tenant', 'retention_hours', 'aggregated_metric'),
    loki_distributor_lines_received_total: counter('tenant', 'aggregated_metric'),
    loki_discarded_samples_total: counter('tenant', 'reason'),
    loki_ingester_memory_chunks: gauge(),
    loki_ingester_memory_streams: gauge('tenant'),
    loki_ingester_streams_created_total: counter('tenant'),
    loki_ingester_streams_removed_total: counter('tenant'),
    loki_ingester_chunk_stored_bytes_total: counter('tenant'),
    loki_ingester_chunks_stored_total: counter('tenant'),
    loki_ingester_chunks_flush_failures_total: counter(),
    loki_ingester_wal_disk_full_failures_total: counter(),
  },
}

const prometheusSource = 'https://github.com/prometheus/prometheus/blob/v3.2.1'

export const prometheus: Exporter = {
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
}

const alloySource = 'https://github.com/grafana/alloy/blob/v1.5.1/internal'
const remote = ['remote_name', 'url', 'component_id', 'component_path'] as const
const push = ['host', 'component_id', 'component_path'] as const

/** Alloy about itself: what its components read and wrote. The remote write queue is Prometheus's own code. */
export const alloy: Exporter = {
  title: 'Alloy 1.5',
  sources: [
    `${alloySource}/runtime/internal/controller/metrics.go`,
    `${alloySource}/static/config/instrumentation/config_metrics.go`,
    `${alloySource}/component/common/loki/client/client.go`,
    `${alloySource}/component/prometheus/fanout.go`,
    `${prometheusSource}/storage/remote/queue_manager.go`,
    'https://grafana.com/docs/alloy/latest/reference/components/prometheus/prometheus.remote_write/#debug-metrics',
  ],
  includes: ['go'],
  metrics: {
    alloy_build_info: gauge('version', 'revision', 'branch', 'goversion', 'goos', 'goarch', 'tags'),
    alloy_component_controller_running_components: gauge('health_type', 'controller_path', 'controller_id'),
    alloy_config_last_load_successful: gauge(),
    loki_write_sent_entries_total: counter(...push),
    loki_write_sent_bytes_total: counter(...push),
    loki_write_dropped_entries_total: counter(...push, 'tenant', 'reason'),
    loki_write_batch_retries_total: counter(...push, 'tenant'),
    prometheus_forwarded_samples_total: counter('component_id', 'component_path'),
    prometheus_remote_storage_samples_total: counter(...remote),
    prometheus_remote_storage_samples_failed_total: counter(...remote),
    prometheus_remote_storage_samples_retried_total: counter(...remote),
    prometheus_remote_storage_samples_dropped_total: counter(...remote, 'reason'),
    prometheus_remote_storage_samples_pending: gauge(...remote),
    prometheus_remote_storage_highest_timestamp_in_seconds: gauge('component_id', 'component_path'),
    prometheus_remote_storage_queue_highest_sent_timestamp_seconds: gauge(...remote),
  },
}

export const grafana: Exporter = {
  title: 'Grafana 11.4',
  sources: ['https://github.com/grafana/grafana/blob/v11.4.0/pkg/infra/metrics/metrics.go'],
  includes: ['go'],
  metrics: {
    grafana_build_info: gauge('version', 'revision', 'branch', 'goversion', 'edition'),
    grafana_stat_totals_dashboard: gauge(),
    grafana_stat_totals_datasource: gauge('plugin_id'),
    grafana_page_response_status_total: counter('code'),
    grafana_api_response_status_total: counter('code'),
  },
}

/** Every program written with Prometheus's Go client gives these about itself. */
export const go: Exporter = {
  title: 'Go client 1.20',
  sources: ['https://github.com/prometheus/client_golang/blob/v1.20.5/prometheus/go_collector.go'],
  metrics: {
    go_goroutines: gauge(),
    go_threads: gauge(),
    go_memstats_heap_alloc_bytes: gauge(),
    go_memstats_heap_idle_bytes: gauge(),
    go_memstats_heap_inuse_bytes: gauge(),
    go_memstats_heap_sys_bytes: gauge(),
    process_cpu_seconds_total: counter(),
    process_resident_memory_bytes: gauge(),
    process_start_time_seconds: gauge(),
  },
}

/** Written by whoever scrapes, and by Prometheus's rules: there whatever the exporters are. */
export const generated: Exporter = {
  title: 'Prometheus 3.2, for each target and each alert',
  sources: [
    'https://prometheus.io/docs/concepts/jobs_instances/#automatically-generated-labels-and-time-series',
    'https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#inspecting-alerts-during-runtime',
  ],
  metrics: {
    up: gauge(),
    scrape_duration_seconds: gauge(),
    scrape_samples_scraped: gauge(),
    ALERTS: gauge('alertname', 'alertstate', 'severity', 'service'),
    ALERTS_FOR_STATE: gauge('alertname', 'severity', 'service'),
  },
}
