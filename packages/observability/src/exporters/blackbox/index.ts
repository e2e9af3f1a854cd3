import { exporterPart, gauge } from '../exporter.ts'

const repository = 'https://github.com/prometheus/blackbox_exporter/blob/v0.25.0/prober'

/** HTTP probes; `prometheus.exporter.blackbox` of Alloy embeds it. The certificate's metric exists for https only. */
export const blackboxExporter = exporterPart({
  kind: 'blackbox',
  title: 'blackbox_exporter 0.25',
  found: { by: 'probes' },
  sources: [`${repository}/handler.go`, `${repository}/http.go`, `${repository}/prober.go`],
  metrics: {
    probe_success: gauge(),
    probe_duration_seconds: gauge(),
    probe_http_duration_seconds: gauge('phase'),
    probe_http_status_code: gauge(),
    probe_http_redirects: gauge(),
    probe_http_ssl: gauge(),
    probe_ssl_earliest_cert_expiry: gauge(),
    probe_ssl_last_chain_expiry_timestamp_seconds: gauge(),
  },
})
