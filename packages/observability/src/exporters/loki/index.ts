import { counter, exporterPart, gauge } from '../exporter.ts'

const lokiSource = 'https://github.com/grafana/loki/blob/v3.3.2/pkg'

export const lokiExporter = exporterPart({
  kind: 'loki',
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
})
