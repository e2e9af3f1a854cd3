import { counter, exporterPart, gauge } from '../exporter.ts'

export const argoCdExporter = exporterPart({
  kind: 'argocd',
  title: 'Argo CD 3.2',
  sources: ['https://github.com/argoproj/argo-cd/blob/v3.2.6/controller/metrics/metrics.go'],
  includes: ['go'],
  metrics: {
    argocd_app_info: gauge('name', 'namespace', 'project', 'sync_status', 'health_status', 'autosync_enabled'),
    // Counted when a sync ends; an Application that was not synced since the controller's start has none.
    argocd_app_sync_total: counter('name', 'namespace', 'project', 'phase', 'dry_run'),
  },
})
