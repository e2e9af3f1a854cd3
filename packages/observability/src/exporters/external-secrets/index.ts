import { counter, exporterPart, gauge } from '../exporter.ts'

export const externalSecretsExporter = exporterPart({
  kind: 'external-secrets',
  title: 'External Secrets 1.3',
  sources: ['https://external-secrets.io/latest/api/metrics/'],
  includes: ['go'],
  metrics: {
    externalsecret_status_condition: gauge('name', 'namespace', 'condition', 'status'),
    externalsecret_sync_calls_error: counter('name', 'namespace'),
  },
})
