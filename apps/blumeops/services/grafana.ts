import { adopt, after, difference, endpoint, image, type Needs, service } from '@homelab/estate'
import { application, confined, externalSecret, fetched } from '@homelab/kubernetes'
import {
  asDataSource,
  dashboard,
  dashboardDifferences,
  overviewDashboard,
  postgresSource,
} from '@homelab/observability'
import { grafanaIn, grafanaTile, queries } from '@homelab/services'
import { handwritten, minikube } from '../hosts.ts'
import { chartLeavings } from '../parts/grafana.ts'
import { recreated } from '../parts/recreated.ts'
import { secrets } from '../vault.ts'
import { blumeopsPg } from './blumeops-pg.ts'
import { loki } from './loki.ts'
import { prometheus } from './prometheus.ts'
import { secretStore } from './secret-store.ts'

/** Without Helm: the objects of facts K8 with February's images, settings and data sources of K7 and K23. */
export const grafana = service(import.meta, 'grafana', {
  ...grafanaIn(minikube, {
    image: image('docker.io/grafana/grafana', '11.4.0'),
    sidecar: image('quay.io/kiwigrid/k8s-sidecar', '1.28.0'),
    givenBy: image('docker.io/library/busybox', '1.31.1'),
    password: secrets['Grafana (blumeops)'].password,
    opens: 'tailnet',
    pods: {
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
      labels: { 'app.kubernetes.io/name': 'grafana', 'app.kubernetes.io/instance': 'grafana' },
      labelled: 'everywhere',
      revisionHistoryLimit: 10,
      container: { envFrom: [{ secret: 'grafana-teslamate-datasource', optional: true }] },
      secrets: [
        externalSecret('grafana-teslamate-datasource', {
          data: { password: secrets.TeslaMate.db_password },
          template: { TESLAMATE_DB_PASSWORD: fetched('password') },
        }),
      ],
    },
  }),
  routes: { tailnet: { port: 'http' }, ops: { port: 'http', audience: 'admins' } },
  dashboards: [dashboard(overviewDashboard)],
  tile: {
    ...grafanaTile,
    podSelector: 'app.kubernetes.io/name=grafana',
    widget: {
      type: 'grafana',
      fields: { username: '{{HOMEPAGE_VAR_GRAFANA_USERNAME}}', password: '{{HOMEPAGE_VAR_GRAFANA_PASSWORD}}' },
    },
  },
  needs: (): Needs => [
    after(secretStore, 'the password of its administrator comes from there'),
    ...queries({ logs: loki, metrics: prometheus }),
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
