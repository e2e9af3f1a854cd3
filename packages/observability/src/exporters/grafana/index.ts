import { counter, exporterPart, gauge } from '../exporter.ts'

export const grafanaExporter = exporterPart({
  kind: 'grafana',
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
})
