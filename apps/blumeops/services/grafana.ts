import {
  accept,
  adopt,
  after,
  difference,
  endpoint,
  http,
  image,
  type Needs,
  notBackedUp,
  service,
  yaml,
} from '@homelab/estate'
import {
  application,
  claim,
  configMap,
  confined,
  deployment,
  emptyDir,
  externalSecret,
  fetched,
  hardened,
  podField,
  reachesApi,
  secretKey,
} from '@homelab/kubernetes'
import {
  asDataSource,
  dashboard,
  dashboardDifferences,
  grafanaDashboards,
  grafanaDataSources,
  lokiSource,
  overviewDashboard,
  postgresSource,
  prometheusSource,
} from '@homelab/observability'
import { handwritten, minikube } from '../hosts.ts'
import { chartLeavings, dashboardProvider, data, grafanaRights, provisioning, settings } from '../parts/grafana.ts'
import { recreated } from '../parts/recreated.ts'
import { secrets } from '../vault.ts'
import { blumeopsPg } from './blumeops-pg.ts'
import { loki } from './loki.ts'
import { prometheus } from './prometheus.ts'
import { secretStore } from './secret-store.ts'

const labels = { 'app.kubernetes.io/name': 'grafana', 'app.kubernetes.io/instance': 'grafana' }
const adminUser = secretKey('grafana-admin', 'admin-user')
const adminPassword = secretKey('grafana-admin', 'admin-password')

/** Without Helm: the objects of facts K8 with February's images, settings and data sources of K7 and K23. */
export const grafana = service(import.meta, 'grafana', {
  title: 'Grafana',
  summary: 'metrics dashboards',
  ports: { http: http(80, { target: 3000 }) },
  workload: deployment({
    at: minikube,
    namespace: 'monitoring',
    accessApplication: application('grafana-config', {
      moreSources: [
        {
          repoURL: minikube.source.repository,
          targetRevision: minikube.source.revision,
          path: `${handwritten}/manifests/grafana-config`,
          directory: {
            recurse: true,
            include: '{*teslamate*,*devpi*}',
            exclude: '{*secret*,*datasource*}',
          },
        },
      ],
    }),
    serviceType: 'ClusterIP',
    labels,
    labelled: 'everywhere',
    // SQLite allows one writer: the old pod ends before the new one starts.
    strategy: 'Recreate',
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
        resources: { requests: { memory: '16Mi', cpu: '10m' }, limits: { memory: '64Mi' } },
        security: {
          runAsNonRoot: false,
          runAsUser: 0,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          // The other defaults stay: without them it can't enter folders that belong to Grafana alone.
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
          RESOURCE: 'configmap',
          FOLDER_ANNOTATION: 'grafana_folder',
          REQ_USERNAME: adminUser,
          REQ_PASSWORD: adminPassword,
          REQ_URL: 'http://localhost:3000/api/admin/provisioning/dashboards/reload',
          REQ_METHOD: 'POST',
        },
        mounts: { 'sc-dashboard-volume': '/tmp/dashboards' },
        resources: { requests: { memory: '64Mi', cpu: '10m' }, limits: { memory: '256Mi' } },
        security: hardened({ writesRoot: true }),
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
        logs: '/var/log/grafana',
        tmp: '/tmp',
        'sc-dashboard-volume': '/tmp/dashboards',
        'sc-dashboard-provider': {
          path: `${provisioning}/dashboards/sc-dashboardproviders.yaml`,
          subPath: 'provider.yaml',
        },
      },
      resources: { requests: { memory: '128Mi', cpu: '100m' }, limits: { memory: '512Mi', cpu: '500m' } },
      security: hardened(),
    },
    volumes: [
      configMap('config', 'grafana', { 'grafana.ini': settings(), 'datasources.yaml': grafanaDataSources() }),
      claim('storage', 'grafana', {
        size: '1Gi',
        holds: 'users and preferences (SQLite)',
        backup: notBackedUp('dashboards and data sources are provisioned from here'),
      }),
      emptyDir('sc-dashboard-volume'),
      emptyDir('logs'),
      emptyDir('tmp'),
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
    generated: [{ ...grafanaDashboards(), prefix: 'grafana-dashboard-', labels: { grafana_dashboard: '1' } }],
    objects: grafanaRights(labels),
    reaches: [reachesApi('its sidecar watches ConfigMaps of its namespace')],
  }),
  probes: {
    live: { port: 'http', path: '/api/health', delaySeconds: 60, timeoutSeconds: 30, failureThreshold: 10 },
    ready: { port: 'http', path: '/api/health' },
  },
  routes: { tailnet: { port: 'http' }, ops: { port: 'http', audience: 'admins' } },
  dashboards: [dashboard(overviewDashboard)],
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
    after(secretStore, 'the password of its administrator comes from there'),
    endpoint(
      prometheus,
      'http',
      'queries metrics',
      asDataSource(prometheusSource, { name: 'Prometheus', isDefault: true }),
    ),
    endpoint(loki, 'http', 'queries logs', asDataSource(lokiSource, { name: 'Loki' })),
    endpoint(
      blumeopsPg,
      'sql',
      'queries the car data of TeslaMate (facts K23)',
      asDataSource(postgresSource, {
        name: 'TeslaMate',
        uid: 'TeslaMate',
        database: { name: 'teslamate', user: 'teslamate' },
        jsonData: { sslmode: 'disable', maxOpenConns: 5, maxIdleConns: 2, connMaxLifetime: 14400 },
        secureJsonData: { password: 'TESLAMATE_DB_PASSWORD' },
      }),
    ),
  ],
  accepts: [
    accept('unhardened-container', 'its sidecar reads the dashboards’ ConfigMaps', 'workload.serviceAccount.token'),
    accept('unhardened-container', 'it gives the volume to Grafana’s user', 'init-chown-data.security.runAsNonRoot'),
    accept(
      'unhardened-container',
      'it gives the volume to Grafana’s user',
      'init-chown-data.security.capabilities.add',
    ),
    accept(
      'unhardened-container',
      'without the defaults it can’t enter folders that belong to Grafana alone',
      'init-chown-data.security.capabilities.drop',
    ),
    accept(
      'unhardened-container',
      'it writes state beside the dashboards that it fetches',
      'grafana-sc-dashboard.security.readOnlyRootFilesystem',
    ),
  ],
  // What ran in February and cannot be changed in place (facts K8).
  adopts: [
    adopt('Deployment', 'grafana', {
      'spec.selector': {
        matchLabels: { 'app.kubernetes.io/name': 'grafana', 'app.kubernetes.io/instance': 'grafana' },
      },
    }),
    adopt('PersistentVolumeClaim', 'grafana', {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    }),
  ],
  differences: [
    ...dashboardDifferences(overviewDashboard),
    difference('Grafana without Helm', {
      today: 'chart grafana-8.8.2 with values',
      now: 'plain objects under the chart’s names, with February’s images and settings; ports are called `http`, those for gossip between several Grafanas are closed, and two settings of the chart that say nothing are left out',
      why: 'every field is seen in review; the claim and its data stay',
      facts: 'K7, K8',
      adoption:
        'Argo CD rendered the chart itself, so no Helm release is left behind; the labels `helm.sh/chart`, `app.kubernetes.io/version` and `app.kubernetes.io/managed-by` go from every object. Of the claim these labels and the finalizer show, which the cluster puts back',
      changes: chartLeavings(),
    }),
    difference('folders of dashboards from the file structure', {
      today: 'false in February, true in the later shape',
      now: 'kept: false',
      why: 'February is what runs; all dashboards stay where people look for them',
      facts: 'K7, K8',
      settles: 'kubernetes.md: Grafana dashboard folders from file structure',
    }),
    difference('the hand-written dashboards of grafana-config', {
      today: 'one folder holds everything of the Application',
      now: 'a second source takes from the old folder the files with teslamate or devpi in their names, but no secrets or data sources, which are rendered',
      why: 'nineteen dashboards stay hand-written; the facts give the names of their ConfigMaps, not of their files',
      facts: 'K9, K23',
      shownBy: 'access',
      changes: [
        { kind: 'Application', name: 'grafana-config', fields: ['spec.source', 'spec.sources'] },
        { kind: 'ConfigMap', name: 'grafana-dashboard-*', fields: ['data'] },
      ],
      adoption:
        'the text of every rendered dashboard shows, since it is printed again; a hand-written one must not show: its file has another name than expected, and the second source has to include it first',
    }),
    recreated('Grafana', {
      namespace: 'monitoring',
      name: 'grafana',
      today: '`RollingUpdate`: the new pod starts while the old one still runs',
      facts: 'K8',
    }),
    difference('where Grafana’s tile leads', {
      today: '`https://grafana.ops.eblu.me`',
      now: 'to port 8443 of that name, where Caddy answers those who run the estate',
      why: 'see the difference of Caddy',
      facts: 'K5, P2',
      shownBy: 'access',
      changes: [
        {
          kind: 'Ingress',
          name: 'grafana-tailscale',
          fields: [
            'metadata.annotations["gethomepage.dev/href"]',
            'metadata.annotations["gethomepage.dev/widget.url"]',
          ],
        },
      ],
    }),
    difference('what Grafana may read of the cluster', {
      today: 'every Secret and ConfigMap of every namespace, by a ClusterRole; the sidecar asks for both kinds',
      now: 'the ConfigMaps of `monitoring`, by the Role that was empty; the sidecar asks for these alone',
      why: 'all dashboards lie there, in ConfigMaps. Who gets into Grafana’s pod would read the passwords of all services',
      facts: 'K8',
      changes: [
        { kind: 'ClusterRole', name: 'grafana-clusterrole', gone: true },
        { kind: 'ClusterRoleBinding', name: 'grafana-clusterrolebinding', gone: true },
        { kind: 'Role', name: 'grafana', fields: ['rules'] },
        { kind: 'Deployment', fields: ['spec.template.spec.containers[grafana-sc-dashboard].env[RESOURCE]'] },
      ],
      adoption:
        'no sync removes the two old objects, and as long as they stand the rights do: once all dashboards show, `kubectl delete clusterrolebinding grafana-clusterrolebinding` and `kubectl delete clusterrole grafana-clusterrole`. A dashboard that is kept in a Secret or in another namespace is gone from Grafana',
    }),
    difference('Grafana’s containers can do less', {
      today: 'no capabilities and seccomp on two of three containers; limits on one',
      now: 'also a read-only root for Grafana and the ownership change, non-root said of each container, limits on all',
      why: 'Grafana writes to its volume, its log folder and /tmp, which are volumes',
      facts: 'K7, K8',
      changes: [
        confined('Deployment', { containers: ['grafana'], scratch: { logs: '/var/log/grafana', tmp: '/tmp' } }),
        confined('Deployment', {
          containers: ['grafana-sc-dashboard'],
          initContainers: ['init-chown-data'],
          resources: ['grafana-sc-dashboard', 'init-chown-data'],
        }),
      ],
    }),
  ],
})
