import { counter, type ExporterPart, exporterPart, histogram } from '../exporter.ts'

const labels = ['host', 'status', 'method', 'cache_status'] as const

/**
 * What a public proxy's collector counts of the access log; see `proxyAlloy`.
 *
 * @param kind its name among exporters
 * @param prefix the collector's `metricPrefix`
 * @param sources where else its names are written down
 */
export function proxyLogExporter(kind: string, prefix: string, ...sources: readonly string[]): ExporterPart {
  return exporterPart({
    kind,
    title: 'access log of the public proxy, counted by Alloy',
    found: { by: 'access-log', prefix },
    sources: [
      ...sources,
      'https://grafana.com/docs/alloy/latest/reference/components/loki/loki.process/#stagemetrics-block',
    ],
    includes: ['alloy'],
    metrics: {
      [`${prefix}_http_requests_total`]: counter(...labels),
      [`${prefix}_http_request_duration_seconds`]: histogram(...labels),
      [`${prefix}_http_response_bytes_total`]: counter(...labels),
      [`${prefix}_cache_requests_total`]: counter(...labels),
    },
  })
}
