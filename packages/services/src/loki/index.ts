import {
  type Backup,
  type Cluster,
  http,
  type Image,
  notBackedUp,
  type ServiceProps,
  tcp,
  yaml,
} from '@homelab/estate/model'
import { claimTemplate, configMap, emptyDir, hardened, statefulSet } from '@homelab/kubernetes'
import { dashboard, lokiDashboard } from '@homelab/observability'
import { type NodeReach, nodePortOf, onNodes, type PodsOtherwise, podsWith } from '../pods.ts'
import { configuration, type LokiConfiguration, ports } from './configuration.ts'

export type { LokiConfiguration } from './configuration.ts'

export interface LokiProps extends NodeReach {
  /** `grafana/loki`, version 3: https://hub.docker.com/r/grafana/loki/tags */
  readonly image: Image
  /** Size of the volume: `20Gi`. It can't be changed once it is there. */
  readonly storage: string
  /** Days that logs are kept, at least one; 31 by default. */
  readonly retentionDays?: number
  /** Whether logs are saved; not by default, since all that is lost with them is history. */
  readonly backup?: Backup
  /** `monitoring` by default. */
  readonly namespace?: string
  /** What is otherwise in its configuration, section by section. */
  readonly configuration?: LokiConfiguration
  /**
   * What is otherwise about its pods. By default they ask for 256 MiB and a tenth of a processor, and get 1 GiB and half of
   * one; run as the image's user (10001); and write to their volume and `/tmp` alone.
   */
  readonly pods?: PodsOtherwise
}

/** The user of the image: https://github.com/grafana/loki/blob/main/cmd/loki/Dockerfile */
const user = 10001

/**
 * Loki in a cluster, one process that keeps logs on its volume, with the dashboard of what it takes. Routes are said beside
 * it. It asks nobody who they are: a route of it is for those who may read all logs.
 *
 * @example service(import.meta, 'loki', { ...lokiIn(home, { image: image('grafana/loki', '3.3.2'), storage: '20Gi' }) })
 */
export function lokiIn(at: Cluster, props: LokiProps): ServiceProps<'http' | 'grpc'> {
  const { retentionDays = 31, namespace = 'monitoring', backup = notBackedUp('loses only history') } = props
  return {
    title: 'Loki',
    summary: 'log storage',
    ports: { http: http(ports.http, nodePortOf(props)), grpc: tcp(ports.grpc) },
    workload: statefulSet(
      podsWith(
        {
          at,
          namespace,
          ...onNodes(props),
          podSecurity: { fsGroup: user, runAsUser: user, runAsNonRoot: true },
          container: {
            image: props.image,
            args: ['-config.file=/etc/loki/loki-config.yaml'],
            mounts: { config: '/etc/loki', data: '/loki', tmp: '/tmp' },
            resources: { requests: { memory: '256Mi', cpu: '100m' }, limits: { memory: '1Gi', cpu: '500m' } },
            security: hardened(),
          },
          volumes: [
            configMap('config', 'loki-config', {
              'loki-config.yaml': yaml(configuration(retentionDays, props.configuration)),
            }),
            claimTemplate('data', { size: props.storage, holds: `logs of ${retentionDays} days`, backup }),
            emptyDir('tmp'),
          ],
        },
        props.pods,
      ),
    ),
    // https://grafana.com/docs/loki/latest/reference/loki-http-api/#readiness-probe
    probes: {
      live: { port: 'http', path: '/ready', delaySeconds: 45, periodSeconds: 10 },
      ready: { port: 'http', path: '/ready', delaySeconds: 10, periodSeconds: 5 },
    },
    metrics: { port: 'http', exporter: 'loki' },
    dashboards: [dashboard(lokiDashboard)],
  }
}
