import {
  type Backup,
  type Cluster,
  http,
  type Image,
  notBackedUp,
  ownUrl,
  type Secret,
  type ServiceProps,
  type Tile,
  type Way,
} from '@homelab/estate/model'
import {
  claimTemplate,
  configMap,
  externalSecret,
  hardened,
  reachesInternet,
  secretVolume,
  statefulSet,
} from '@homelab/kubernetes'
import { type AlertmanagerSettings, alertmanagerConfig } from '@homelab/observability'
import { type NodeReach, nodePortOf, onNodes, type PodsOtherwise, podsWith } from '../pods.ts'

export interface AlertmanagerProps extends NodeReach {
  /** `prom/alertmanager`: https://hub.docker.com/r/prom/alertmanager/tags */
  readonly image: Image
  /** The way in by which people open it: links in messages lead there. */
  readonly opens: Way
  /** Who gets what, by severity. */
  readonly to: AlertmanagerSettings['to']
  /** Who misses it when it is silent. */
  readonly heartbeat: AlertmanagerSettings['heartbeat']
  /** The secret files that receivers name: what is fetched of the vault, and what is made of that. */
  readonly addresses: {
    readonly data: Readonly<Record<string, Secret>>
    readonly template?: NonNullable<Parameters<typeof externalSecret>[1]['template']>
  }
  /** After how long an alert that still holds is sent again; a critical one after 4 hours, a warning after 24 by default. */
  readonly repeatHours?: AlertmanagerSettings['repeatHours']
  /** Size of the volume; `1Gi` by default. It can't be changed once it is there. */
  readonly storage?: string
  /** Whether silences are saved; not by default, since all that is lost with them is what was sent. */
  readonly backup?: Backup
  /** `monitoring` by default. */
  readonly namespace?: string
  /**
   * What is otherwise about its pod. By default it asks for 32 MiB and a hundredth of a processor, and gets 128 MiB and a tenth of
   * one; runs as `nobody`, the image's user (65534); and writes to its volume alone.
   */
  readonly pods?: PodsOtherwise
}

/** Its tile on the home page. */
export const alertmanagerTile: Tile = {
  title: 'Alertmanager',
  group: 'Observability',
  icon: 'alertmanager.png',
  description: 'Alerts that hold, and silences',
  podSelector: 'app=alertmanager',
}

/** The user of the image: https://github.com/prometheus/alertmanager/blob/main/Dockerfile */
const nobody = 65534

const secretFiles = '/etc/alertmanager/secrets'
const receivers = 'alertmanager-receivers'

/**
 * Alertmanager in a cluster, alone: it sends what Prometheus (`asAlertmanager`) finds to people, a message a service, and a
 * heartbeat to who misses it. Routes and needs are said beside it.
 *
 * @example service(import.meta, 'alertmanager', { ...alertmanagerIn(home, { image: image('prom/alertmanager', 'v0.31.1'), opens: 'ops', ...byNtfy({ topic: secrets.login, heartbeat: secrets.password }) }) })
 */
export function alertmanagerIn(at: Cluster, props: AlertmanagerProps): ServiceProps<'http'> {
  const { to, heartbeat, repeatHours = { critical: 4, warning: 24 }, namespace = 'monitoring', storage = '1Gi' } = props
  const { backup = notBackedUp('an alert would be sent once more') } = props
  return {
    title: 'Alertmanager',
    summary: 'sends alerts to people',
    ports: { http: http(9093, nodePortOf(props)) },
    workload: statefulSet(
      podsWith(
        {
          at,
          namespace,
          ...onNodes(props),
          podSecurity: { fsGroup: nobody, runAsUser: nobody, runAsNonRoot: true },
          container: {
            image: props.image,
            args: [
              '--config.file=/etc/alertmanager/alertmanager.yml',
              '--storage.path=/alertmanager',
              '--web.external-url=$(EXTERNAL_URL)',
              // It is alone: nobody to gossip with.
              '--cluster.listen-address=',
            ],
            env: { EXTERNAL_URL: ownUrl(props.opens, '/') },
            mounts: {
              config: '/etc/alertmanager',
              secrets: { path: secretFiles, readOnly: true },
              data: '/alertmanager',
            },
            resources: { requests: { memory: '32Mi', cpu: '10m' }, limits: { memory: '128Mi', cpu: '100m' } },
            security: hardened(),
          },
          volumes: [
            configMap('config', 'alertmanager-config', {
              'alertmanager.yml': alertmanagerConfig({ secretFiles, to, repeatHours, heartbeat }),
            }),
            secretVolume('secrets', receivers),
            claimTemplate('data', { size: storage, holds: 'silences, and what was sent', backup }),
          ],
          secrets: [externalSecret(receivers, props.addresses)],
          reaches: [reachesInternet('sends messages, and the heartbeat')],
        },
        props.pods,
      ),
    ),
    // https://prometheus.io/docs/alerting/latest/management_api/
    probes: {
      live: { port: 'http', path: '/-/healthy', delaySeconds: 30, periodSeconds: 15 },
      ready: { port: 'http', path: '/-/ready', delaySeconds: 5, periodSeconds: 5 },
    },
    metrics: { port: 'http', exporter: 'alertmanager' },
  }
}
