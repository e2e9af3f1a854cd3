import {
  accept,
  type Backup,
  type Cluster,
  http,
  type Image,
  notBackedUp,
  type OwnAcceptance,
  type Secret,
  type ServiceProps,
  type Tile,
  type Way,
  yaml,
} from '@homelab/estate/model'
import {
  claim,
  configMap,
  deployment,
  emptyDir,
  externalSecret,
  fetched,
  hardened,
  podField,
  reachesApi,
  secretKey,
} from '@homelab/kubernetes'
import { grafanaDashboards, grafanaDataSources } from '@homelab/observability'
import { askedIn, givenTo, rootToGive } from '../owned.ts'
import { type NodeReach, nodePortOf, onNodes, type PodsOtherwise, podsWith } from '../pods.ts'
import { dashboardProvider, folders, type GrafanaSettings, settings } from './settings.ts'
import { dashboardLabels, dashboardSidecar, dashboardVolume, sidecarRights } from './sidecar.ts'

export * from './login.ts'
export * from './queries.ts'
export type { GrafanaSettings } from './settings.ts'

export interface GrafanaProps extends NodeReach {
  /** `grafana/grafana`: https://hub.docker.com/r/grafana/grafana/tags */
  readonly image: Image
  /** `quay.io/kiwigrid/k8s-sidecar`, which brings the dashboards: https://github.com/kiwigrid/k8s-sidecar/releases */
  readonly sidecar: Image
  /** Size of the volume of users and preferences; `1Gi` by default. It can't be changed once it is there. */
  readonly storage?: string
  /** Whether users and preferences are saved; not by default, since what it shows is provisioned. */
  readonly backup?: Backup
  /** The administrator's password, in the estate's vault. */
  readonly password: Secret
  /** What the administrator is called; `admin` by default, as Grafana's own. */
  readonly user?: string
  /** The way in by which people open it: its own links lead there. */
  readonly opens: Way
  /** `monitoring` by default. */
  readonly namespace?: string
  /** What is otherwise in `grafana.ini`, section by section. */
  readonly settings?: GrafanaSettings
  /** An image with `chown`, which gives the volume to Grafana's user first: for volumes to which `fsGroup` does nothing. None by default. */
  readonly givenBy?: Image
  /**
   * What is otherwise about its pods. By default they ask for 128 MiB and a tenth of a processor, and get 512 MiB and half of
   * one; run as the image's user (472); and write to their volume, the folder of logs and `/tmp` alone.
   */
  readonly pods?: PodsOtherwise
}

/** Its tile on the home page. */
export const grafanaTile: Tile = {
  title: 'Grafana',
  group: 'Observability',
  icon: 'grafana.png',
  description: 'Metrics dashboards',
  podSelector: 'app=grafana',
}

/** The user of the image: https://grafana.com/docs/grafana/latest/setup-grafana/configure-docker/ */
const user = 472

/** https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#http_port */
const port = 3000

const name = 'grafana'
const admin = 'grafana-admin'

/**
 * Grafana in a cluster, with every dashboard of the estate and the data sources that its needs name (`asDataSource`). Objects
 * are called as by Grafana's own chart: https://github.com/grafana/helm-charts/tree/main/charts/grafana. Routes and needs are
 * said beside it.
 *
 * @example service(import.meta, 'grafana', { ...grafanaIn(home, { image: image('grafana/grafana', '11.4.0'), sidecar: image('quay.io/kiwigrid/k8s-sidecar', '1.28.0'), password: secrets.password, opens: 'ops' }) })
 */
export function grafanaIn(
  at: Cluster,
  props: GrafanaProps,
): ServiceProps<'http'> & {
  readonly accepts: readonly OwnAcceptance[]
} {
  const { namespace = 'monitoring', storage = '1Gi', givenBy, pods } = props
  const { backup = notBackedUp('dashboards and data sources are provisioned from here') } = props
  const login = { user: secretKey(admin, 'admin-user'), password: secretKey(admin, 'admin-password') }
  const labels = pods?.labelled === 'everywhere' ? pods.labels : undefined
  return {
    title: 'Grafana',
    summary: 'metrics dashboards',
    ports: { http: http(80, { target: port, ...nodePortOf(props) }) },
    workload: deployment(
      podsWith(
        {
          at,
          namespace,
          ...onNodes(props),
          // SQLite allows one writer: the old pod ends before the new one starts.
          strategy: 'Recreate',
          podAnnotations: { 'kubectl.kubernetes.io/default-container': name },
          serviceAccount: { name, token: true },
          podSecurity: { fsGroup: user, runAsGroup: user, runAsUser: user, runAsNonRoot: true },
          ...(givenBy !== undefined && {
            initContainers: [givenTo({ image: givenBy, volume: 'storage', path: folders.data, to: user, deep: true })],
          }),
          sidecars: [dashboardSidecar({ image: props.sidecar, ...login, port })],
          container: {
            image: props.image,
            pullPolicy: 'IfNotPresent',
            env: {
              POD_IP: podField('status.podIP'),
              GF_SECURITY_ADMIN_USER: login.user,
              GF_SECURITY_ADMIN_PASSWORD: login.password,
              // The image says them too, and a variable counts for more than the file.
              GF_PATHS_DATA: `${folders.data}/`,
              GF_PATHS_LOGS: folders.logs,
              GF_PATHS_PLUGINS: `${folders.data}/plugins`,
              GF_PATHS_PROVISIONING: folders.provisioning,
            },
            mounts: {
              config: [
                { path: '/etc/grafana/grafana.ini', subPath: 'grafana.ini' },
                { path: `${folders.provisioning}/datasources/datasources.yaml`, subPath: 'datasources.yaml' },
              ],
              storage: folders.data,
              logs: folders.logs,
              tmp: '/tmp',
              [dashboardVolume]: folders.dashboards,
              'sc-dashboard-provider': {
                path: `${folders.provisioning}/dashboards/sc-dashboardproviders.yaml`,
                subPath: 'provider.yaml',
              },
            },
            resources: { requests: { memory: '128Mi', cpu: '100m' }, limits: { memory: '512Mi', cpu: '500m' } },
            security: hardened(),
          },
          volumes: [
            configMap('config', name, {
              'grafana.ini': settings(props.opens, props.settings),
              'datasources.yaml': grafanaDataSources(),
            }),
            claim('storage', name, { size: storage, holds: 'users and preferences (SQLite)', backup }),
            emptyDir(dashboardVolume),
            emptyDir('logs'),
            emptyDir('tmp'),
            configMap('sc-dashboard-provider', 'grafana-config-dashboards', {
              'provider.yaml': yaml(dashboardProvider()),
            }),
          ],
          secrets: [
            externalSecret(admin, {
              data: { password: props.password },
              template: { 'admin-user': props.user ?? 'admin', 'admin-password': fetched('password') },
            }),
          ],
          generated: [{ ...grafanaDashboards(), prefix: 'grafana-dashboard-', labels: dashboardLabels }],
          objects: sidecarRights(name, namespace, labels),
          reaches: [reachesApi('its sidecar watches ConfigMaps of its namespace')],
        },
        pods,
      ),
    ),
    // https://grafana.com/docs/grafana/latest/developers/http_api/other/#health-api
    probes: {
      live: { port: 'http', path: '/api/health', delaySeconds: 60, timeoutSeconds: 30, failureThreshold: 10 },
      ready: { port: 'http', path: '/api/health' },
    },
    accepts: askedIn(at, [
      accept('unhardened-container', 'its sidecar reads the dashboards’ ConfigMaps', 'workload.serviceAccount.token'),
      ...(givenBy === undefined ? [] : rootToGive('the volume', 'Grafana', { deep: true })),
      accept(
        'unhardened-container',
        'it writes state beside the dashboards that it fetches',
        'grafana-sc-dashboard.security.readOnlyRootFilesystem',
      ),
    ]),
  }
}
