import { counter, exporterPart, gauge, histogram } from '../exporter.ts'

const textfile = 'https://github.com/prometheus/node_exporter/tree/v1.8.2#textfile-collector'

/** The registry, built with its extensions. */
export const zotExporter = exporterPart({
  kind: 'zot',
  title: 'Zot 2.1',
  sources: [
    'https://github.com/project-zot/zot/blob/v2.1.2/pkg/extensions/monitoring/extension.go',
    'https://zotregistry.dev/v2.1.4/articles/monitoring',
  ],
  includes: ['go'],
  metrics: {
    zot_http_requests_total: counter('method', 'code'),
    zot_http_method_latency_seconds: histogram('method'),
    zot_repo_storage_bytes: gauge('repo'),
    zot_repo_uploads_total: counter('repo'),
    zot_repo_downloads_total: counter('repo'),
    zot_info: gauge('commit', 'binaryType', 'goVersion', 'version'),
  },
})

/** Text file of the registry's health (facts A11). */
export const zotTextfileExporter = exporterPart({
  kind: 'zot-textfile',
  title: 'text file about the registry',
  sources: ['facts A11', textfile],
  metrics: { zot_up: gauge() },
})
