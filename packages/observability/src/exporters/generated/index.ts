import { exporterPart, gauge } from '../exporter.ts'

/** Written by whoever scrapes, and by Prometheus's rules: there whatever the exporters are. */
export const generatedExporter = exporterPart({
  kind: 'generated',
  title: 'Prometheus 3.2, for each target and each alert',
  found: { by: 'scraping' },
  sources: [
    'https://prometheus.io/docs/concepts/jobs_instances/#automatically-generated-labels-and-time-series',
    'https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#inspecting-alerts-during-runtime',
  ],
  metrics: {
    up: gauge(),
    scrape_duration_seconds: gauge(),
    scrape_samples_scraped: gauge(),
    ALERTS: gauge('alertname', 'alertstate', 'severity', 'service'),
    ALERTS_FOR_STATE: gauge('alertname', 'severity', 'service'),
  },
})
