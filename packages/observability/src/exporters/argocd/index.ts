import { exporterPart, gauge } from '../exporter.ts'

export const argoCdExporter = exporterPart({
  kind: 'argocd',
  title: 'Argo CD 3.2',
  sources: ['https://github.com/argoproj/argo-cd/blob/v3.2.6/controller/metrics/metrics.go'],
  includes: ['go'],
  metrics: {
    argocd_app_info: gauge('name', 'namespace', 'project', 'sync_status', 'health_status'),
  },
})
