import { counter, exporterPart, gauge } from '../exporter.ts'

const source = 'https://github.com/prometheus/alertmanager/blob/v0.31.1'

export const alertmanagerExporter = exporterPart({
  kind: 'alertmanager',
  title: 'Alertmanager 0.31',
  sources: [`${source}/notify/notify.go`, `${source}/cmd/alertmanager/main.go`],
  includes: ['go'],
  metrics: {
    alertmanager_notifications_total: counter('integration', 'receiver'),
    alertmanager_notifications_failed_total: counter('integration', 'receiver', 'reason'),
    alertmanager_config_last_reload_successful: gauge(),
  },
})
