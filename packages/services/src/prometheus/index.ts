import {
  type Backup,
  type Cluster,
  http,
  type Image,
  notBackedUp,
  type ServiceProps,
  type Tile,
} from '@homelab/estate/model'
import { claimTemplate, configMap, hardened, statefulSet } from '@homelab/kubernetes'
import { prometheusConfig, prometheusRules } from '@homelab/observability'
import { type NodeReach, nodePortOf, onNodes, type PodsOtherwise, podsWith } from '../pods.ts'

export interface PrometheusProps extends NodeReach {
  /** `prom/prometheus`, version 3: https://hub.docker.com/r/prom/prometheus/tags */
  readonly image: Image
  /** Size of the volume: `20Gi`. It can't be changed once it is there. */
  readonly storage: string
  /** Days that metrics are kept; 15 by default, as by Prometheus's own: https://prometheus.io/docs/prometheus/latest/storage/ */
  readonly retentionDays?: number
  /** Whether metrics are saved; not by default, since all that is lost with them is history. */
  readonly backup?: Backup
  /** `monitoring` by default. */
  readonly namespace?: string
  /** Seconds between two scrapes, and two evaluations of the rules; 15 by default, as in https://prometheus.io/docs/prometheus/latest/getting_started/ */
  readonly intervalSeconds?: number
  /**
   * No alert rules. By default there are those about all that it scrapes and is pushed to it, and a finding where no
   * Alertmanager sends what they say: `endpoint(alertmanager, 'http', 'sends alerts', asAlertmanager())` in `needs`.
   */
  readonly rules?: 'none'
  /**
   * What is otherwise about its pods. By default they ask for 256 MiB and a tenth of a processor, and get 1 GiB and half of
   * one; run as `nobody`, the image's user (65534); and write to their volume alone.
   */
  readonly pods?: PodsOtherwise
}

/** The user of the image: https://github.com/prometheus/prometheus/blob/main/Dockerfile */
const nobody = 65534

/** Its tile on the home page. */
export const prometheusTile: Tile = {
  title: 'Prometheus',
  group: 'Observability',
  icon: 'prometheus.png',
  description: 'Metrics storage',
  podSelector: 'app=prometheus',
}

const ruleFile = 'alerts.json'

/**
 * Prometheus in a cluster: it scrapes what services declare in `metrics`, takes what collectors push, and evaluates the alert
 * rules about both. Routes and needs are said beside it. Nobody may reload or end it over the network.
 *
 * @example service(import.meta, 'prometheus', { ...prometheusIn(home, { image: image('prom/prometheus', 'v3.2.1'), storage: '20Gi' }) })
 */
export function prometheusIn(at: Cluster, props: PrometheusProps): ServiceProps<'http'> {
  const { retentionDays = 15, intervalSeconds = 15, namespace = 'monitoring', rules } = props
  const { backup = notBackedUp('loses only history') } = props
  const alerts = rules === 'none' ? {} : { ruleFiles: [ruleFile] }
  return {
    title: 'Prometheus',
    summary: 'metrics storage',
    ports: { http: http(9090, nodePortOf(props)) },
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
              '--config.file=/etc/prometheus/prometheus.yml',
              '--storage.tsdb.path=/prometheus',
              `--storage.tsdb.retention.time=${retentionDays}d`,
              '--web.enable-remote-write-receiver',
            ],
            mounts: { config: '/etc/prometheus', data: '/prometheus' },
            resources: { requests: { memory: '256Mi', cpu: '100m' }, limits: { memory: '1Gi', cpu: '500m' } },
            security: hardened(),
          },
          volumes: [
            configMap('config', 'prometheus-config', {
              'prometheus.yml': prometheusConfig({
                scrapeIntervalSeconds: intervalSeconds,
                evaluationIntervalSeconds: intervalSeconds,
                ...alerts,
              }),
              ...(rules !== 'none' && { [ruleFile]: prometheusRules() }),
            }),
            claimTemplate('data', { size: props.storage, holds: `metrics of ${retentionDays} days`, backup }),
          ],
        },
        props.pods,
      ),
    ),
    // https://prometheus.io/docs/prometheus/latest/management_api/
    probes: {
      live: { port: 'http', path: '/-/healthy', delaySeconds: 30, periodSeconds: 15 },
      ready: { port: 'http', path: '/-/ready', delaySeconds: 5, periodSeconds: 5 },
      health: { port: 'http', path: '/-/healthy' },
    },
    metrics: { port: 'http', exporter: 'prometheus' },
    collects: ['metrics'],
  }
}
