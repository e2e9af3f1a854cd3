import { counter, exporterPart, gauge } from '../exporter.ts'

const prometheusSource = 'https://github.com/prometheus/prometheus/blob/v3.2.1'
const alloySource = 'https://github.com/grafana/alloy/blob/v1.5.1/internal'
const remote = ['remote_name', 'url', 'component_id', 'component_path'] as const
const push = ['host', 'component_id', 'component_path'] as const

/** Alloy about itself: what its components read and wrote. The remote write queue is Prometheus's own code. */
export const alloyExporter = exporterPart({
  kind: 'alloy',
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
})
