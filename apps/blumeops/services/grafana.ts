import { endpoint, http, image, ini, type Needs, notBackedUp, ownUrl, service, yaml } from '@homelab/estate'
import {
  application,
  claim,
  configMap,
  deployment,
  emptyDir,
  externalSecret,
  fetched,
  object,
  podField,
  secretKey,
} from '@homelab/kubernetes'
import { asDataSource, grafanaDataSources } from '@homelab/observability'
import { minikube } from '../hosts.ts'
import { secrets } from '../vault.ts'
import { blumeopsPg } from './blumeops-pg.ts'
import { loki } from './loki.ts'
import { prometheus } from './prometheus.ts'

const labels = { 'app.kubernetes.io/name': 'grafana', 'app.kubernetes.io/instance': 'grafana' }
const hardened = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
}
const adminUser = secretKey('grafana-admin', 'admin-user')
const adminPassword = secretKey('grafana-admin', 'admin-password')
const data = '/var/lib/grafana'
const provisioning = '/etc/grafana/provisioning'

/** Without Helm: the objects of facts K8 with February's images, settings and data sources of K7 and K23. */
export const grafana = service(import.meta, 'grafana', {
  title: 'Grafana',
  summary: 'metrics dashboards',
  ports: { http: http(80, { target: 3000 }) },
  workload: deployment({
    at: minikube,
    namespace: 'monitoring',
    accessApplication: application('grafana-config'),
    serviceType: 'ClusterIP',
    labels,
    labelled: 'everywhere',
    strategy: 'RollingUpdate',
    revisionHistoryLimit: 10,
    podAnnotations: { 'kubectl.kubernetes.io/default-container': 'grafana' },
    serviceAccount: { name: 'grafana', token: true },
    podSecurity: { fsGroup: 472, runAsGroup: 472, runAsUser: 472, runAsNonRoot: true },
    initContainers: [
      {
        name: 'init-chown-data',
        image: image('docker.io/library/busybox', '1.31.1'),
        pullPolicy: 'IfNotPresent',
        command: ['chown', '-R', '472:472', data],
        mounts: { storage: data },
        security: {
          runAsNonRoot: false,
          runAsUser: 0,
          capabilities: { add: ['CHOWN'] },
          seccompProfile: { type: 'RuntimeDefault' },
        },
      },
    ],
    sidecars: [
      {
        name: 'grafana-sc-dashboard',
        image: image('quay.io/kiwigrid/k8s-sidecar', '1.28.0'),
        pullPolicy: 'IfNotPresent',
        env: {
          METHOD: 'WATCH',
          LABEL: 'grafana_dashboard',
          LABEL_VALUE: '1',
          FOLDER: '/tmp/dashboards',
          RESOURCE: 'both',
          FOLDER_ANNOTATION: 'grafana_folder',
          REQ_USERNAME: adminUser,
          REQ_PASSWORD: adminPassword,
          REQ_URL: 'http://localhost:3000/api/admin/provisioning/dashboards/reload',
          REQ_METHOD: 'POST',
        },
        mounts: { 'sc-dashboard-volume': '/tmp/dashboards' },
        security: hardened,
      },
    ],
    container: {
      image: image('docker.io/grafana/grafana', '11.4.0'),
      pullPolicy: 'IfNotPresent',
      env: {
        POD_IP: podField('status.podIP'),
        GF_SECURITY_ADMIN_USER: adminUser,
        GF_SECURITY_ADMIN_PASSWORD: adminPassword,
        GF_PATHS_DATA: `${data}/`,
        GF_PATHS_LOGS: '/var/log/grafana',
        GF_PATHS_PLUGINS: `${data}/plugins`,
        GF_PATHS_PROVISIONING: provisioning,
      },
      envFrom: [{ secret: 'grafana-teslamate-datasource', optional: true }],
      mounts: {
        config: [
          { path: '/etc/grafana/grafana.ini', subPath: 'grafana.ini' },
          { path: `${provisioning}/datasources/datasources.yaml`, subPath: 'datasources.yaml' },
        ],
        storage: data,
        'sc-dashboard-volume': '/tmp/dashboards',
        'sc-dashboard-provider': {
          path: `${provisioning}/dashboards/sc-dashboardproviders.yaml`,
          subPath: 'provider.yaml',
        },
      },
      resources: { requests: { memory: '128Mi', cpu: '100m' }, limits: { memory: '512Mi', cpu: '500m' } },
      security: hardened,
    },
    volumes: [
      configMap('config', 'grafana', { 'grafana.ini': settings(), 'datasources.yaml': grafanaDataSources() }),
      claim('storage', 'grafana', {
        size: '1Gi',
        holds: 'users and preferences (SQLite)',
        backup: notBackedUp('dashboards and data sources are provisioned from here'),
      }),
      emptyDir('sc-dashboard-volume'),
      configMap('sc-dashboard-provider', 'grafana-config-dashboards', { 'provider.yaml': yaml(dashboardProvider()) }),
    ],
    secrets: [
      externalSecret('grafana-admin', {
        data: { password: secrets['Grafana (blumeops)'].password },
        template: { 'admin-user': 'admin', 'admin-password': fetched('password') },
      }),
      externalSecret('grafana-teslamate-datasource', {
        data: { password: secrets.TeslaMate.db_password },
        template: { TESLAMATE_DB_PASSWORD: fetched('password') },
      }),
    ],
    objects: rights(),
  }),
  probes: {
    live: { port: 'http', path: '/api/health', delaySeconds: 60, timeoutSeconds: 30, failureThreshold: 10 },
    ready: { port: 'http', path: '/api/health' },
  },
  routes: { tailnet: { port: 'http' }, ops: { port: 'http' } },
  tile: {
    title: 'Grafana',
    group: 'Observability',
    icon: 'grafana.png',
    description: 'Metrics dashboards',
    podSelector: 'app.kubernetes.io/name=grafana',
    widget: {
      type: 'grafana',
      fields: { username: '{{HOMEPAGE_VAR_GRAFANA_USERNAME}}', password: '{{HOMEPAGE_VAR_GRAFANA_PASSWORD}}' },
    },
  },
  needs: (): Needs => [
    endpoint(
      prometheus,
      'http',
      'queries metrics',
      asDataSource({ name: 'Prometheus', type: 'prometheus', isDefault: true }),
    ),
    endpoint(loki, 'http', 'queries logs', asDataSource({ name: 'Loki', type: 'loki' })),
    endpoint(
      blumeopsPg,
      'sql',
      'queries the car data of TeslaMate (facts K23)',
      asDataSource({
        name: 'TeslaMate',
        uid: 'TeslaMate',
        type: 'postgres',
        database: { name: 'teslamate', user: 'teslamate' },
        jsonData: { sslmode: 'disable', maxOpenConns: 5, maxIdleConns: 2, connMaxLifetime: 14400 },
        secureJsonData: { password: 'TESLAMATE_DB_PASSWORD' },
      }),
    ),
  ],
})

function settings(): ReturnType<typeof ini> {
  return ini({
    analytics: { check_for_updates: false, reporting_enabled: false },
    log: { mode: 'console' },
    paths: { data: `${data}/`, logs: '/var/log/grafana', plugins: `${data}/plugins`, provisioning },
    security: { allow_embedding: false },
    server: { root_url: ownUrl('tailnet') },
  })
}

function dashboardProvider(): object {
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

/** The sidecar watches ConfigMaps and Secrets of all namespaces; the empty Role is the chart's, kept as it is. facts K8 */
function rights(): ReturnType<typeof object>[] {
  const subjects = [{ kind: 'ServiceAccount', name: 'grafana', namespace: 'monitoring' }]
  const apiGroup = 'rbac.authorization.k8s.io'
  return [
    object('ServiceAccount', { metadata: { name: 'grafana', labels }, automountServiceAccountToken: false }),
    object('ClusterRole', {
      metadata: { name: 'grafana-clusterrole', labels },
      rules: [{ apiGroups: [''], resources: ['configmaps', 'secrets'], verbs: ['get', 'watch', 'list'] }],
    }),
    object('ClusterRoleBinding', {
      metadata: { name: 'grafana-clusterrolebinding', labels },
      roleRef: { apiGroup, kind: 'ClusterRole', name: 'grafana-clusterrole' },
      subjects,
    }),
    object('Role', { metadata: { name: 'grafana', labels }, rules: [] }),
    object('RoleBinding', {
      metadata: { name: 'grafana', labels },
      roleRef: { apiGroup, kind: 'Role', name: 'grafana' },
      subjects,
    }),
  ]
}
