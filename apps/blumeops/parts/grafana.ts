import type { Changed } from '@homelab/estate/model'

/** What the chart wrote and plain objects do not. https://github.com/grafana/helm-charts/tree/grafana-8.8.2/charts/grafana */
export function chartLeavings(): readonly Changed[] {
  const labels = ['helm.sh/chart', 'app.kubernetes.io/version', 'app.kubernetes.io/managed-by']
  const container = 'spec.template.spec.containers[grafana]'
  return [
    { kind: '*', fields: labels.map(label => `metadata.labels["${label}"]`) },
    { kind: 'PersistentVolumeClaim', fields: ['metadata.finalizers'] },
    {
      kind: 'Deployment',
      fields: [
        `${container}.ports`,
        ...['dashboards-json-config', 'sc-dashboard-provider-config'].map(
          name => `spec.template.metadata.annotations["checksum/${name}"]`,
        ),
      ],
    },
    { kind: 'Service', fields: ['spec.ports[80].name'] },
    {
      kind: 'ConfigMap',
      fields: [
        'data["grafana.ini"].grafana_net',
        'data["grafana.ini"].server.domain',
        'data["provider.yaml"].providers[sidecarProvider].folder',
      ],
    },
    { kind: 'Application', name: 'grafana', fields: ['spec.source', 'spec.sources'] },
  ]
}
