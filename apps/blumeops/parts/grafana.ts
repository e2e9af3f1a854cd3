import { type Changed, ini, ownUrl } from '@homelab/estate/model'
import { type KubeObject, object } from '@homelab/kubernetes'

export const data = '/var/lib/grafana'
export const provisioning = '/etc/grafana/provisioning'

/** `grafana.ini`. facts K7, K8 */
export function settings(): ReturnType<typeof ini> {
  return ini({
    analytics: { check_for_updates: false, reporting_enabled: false },
    log: { mode: 'console' },
    paths: { data: `${data}/`, logs: '/var/log/grafana', plugins: `${data}/plugins`, provisioning },
    security: { allow_embedding: false },
    server: { root_url: ownUrl('tailnet') },
  })
}

/** Where Grafana finds what the sidecar wrote. facts K8 */
export function dashboardProvider(): object {
  return {
    apiVersion: 1,
    providers: [
      {
        name: 'sidecarProvider',
        orgId: 1,
        type: 'file',
        disableDeletion: false,
        allowUiUpdates: false,
        updateIntervalSeconds: 30,
        options: { foldersFromFilesStructure: false, path: '/tmp/dashboards' },
      },
    ],
  }
}

/** The sidecar reads the ConfigMaps beside it, where the dashboards lie, and nothing else. facts K8 */
export function grafanaRights(labels: Readonly<Record<string, string>>): KubeObject[] {
  const subjects = [{ kind: 'ServiceAccount', name: 'grafana', namespace: 'monitoring' }]
  const apiGroup = 'rbac.authorization.k8s.io'
  return [
    object('ServiceAccount', { metadata: { name: 'grafana', labels }, automountServiceAccountToken: false }),
    object('Role', {
      metadata: { name: 'grafana', labels },
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'watch', 'list'] }],
    }),
    object('RoleBinding', {
      metadata: { name: 'grafana', labels },
      roleRef: { apiGroup, kind: 'Role', name: 'grafana' },
      subjects,
    }),
  ]
}

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
