import {
  type CloudflareTunnel,
  directory,
  distributionPackage,
  file,
  hardenedUnit,
  hostService,
  pieces,
  release,
  systemdService,
  systemUser,
  tunnelPorts,
  tunnelSlot,
} from '@homelab/ansible-gen'
import { type Cluster, type Host, http, type Image, type Secret, type ServiceProps } from '@homelab/estate/model'
import { configMap, deployment, externalSecret, hardened, reachesInternet, secretVolume } from '@homelab/kubernetes'
import { type HostBesides, hostWith } from '../host.ts'
import { type PodsOtherwise, podsWith } from '../pods.ts'

interface Both {
  /** What it serves the public names by: `cloudflareTunnel({ id: '…' })`. */
  readonly tunnel: CloudflareTunnel
  /** What `cloudflared tunnel create` wrote into a file, as it is: JSON. */
  readonly credentials: Secret
}

export interface CloudflaredOnProps extends Both {
  /** As its releases are called: `2025.10.1`. https://github.com/cloudflare/cloudflared/releases */
  readonly version: string
  /** Of the program for the host's architecture, 64 hexadecimal digits; it stands in the release's notes. */
  readonly sha256: string
  /** What else belongs to it. */
  readonly host?: HostBesides
}

export interface CloudflaredInProps extends Both {
  /** `cloudflare/cloudflared`: https://hub.docker.com/r/cloudflare/cloudflared/tags */
  readonly image: Image
  /** `cloudflared` by default. */
  readonly namespace?: string
  /** Connections of one go on while another restarts; 2 by default. */
  readonly replicas?: number
  /**
   * What is otherwise about its pods. By default they ask for 64 MiB and a hundredth of a processor, and get 256 MiB; run as
   * the image's user (65532); and write nothing.
   */
  readonly pods?: PodsOtherwise
}

const own = 'cloudflared'

/** Where it shows what it counts: the first port that it would try by itself. */
const metricsPort = 20241

const both = {
  title: 'cloudflared',
  summary: 'public proxy, behind a tunnel of Cloudflare',
  serves: 'public',
  // https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/monitor-tunnels/metrics/
  metrics: { port: 'metrics', exporter: 'cloudflared' },
} as const

/**
 * cloudflared on a Linux host, as the public proxy: it calls out to Cloudflare, and no port of the host is open to the internet.
 * It runs as a user of its own.
 *
 * @example service(import.meta, 'tunnel', { ...cloudflaredOn(server, { tunnel: cloudflareTunnel({ id: '6ff42ae2-765d-4adf-8112-31c55c1551ef' }), credentials: secrets.password, version: '2025.10.1', sha256: '0123…cdef' }) })
 */
export function cloudflaredOn(at: Host, props: CloudflaredOnProps): ServiceProps<'metrics'> {
  const { tunnel, credentials: value, version, sha256 } = props
  const { architecture = 'amd64' } = at
  const program = '/usr/local/bin/cloudflared'
  const settings = '/etc/cloudflared'
  const [configuration, credentials] = [`${settings}/config.yml`, `${settings}/credentials.json`]
  const root = { user: 'root' }
  return {
    ...both,
    ports: { metrics: http(metricsPort) },
    workload: hostService(
      hostWith(
        {
          at,
          packages: [distributionPackage('ca-certificates')],
          releases: [
            release(own, {
              version,
              url: `https://github.com/cloudflare/cloudflared/releases/download/${version}/cloudflared-linux-${architecture}`,
              sha256,
              programs: program,
            }),
          ],
          users: [systemUser(own)],
          directories: [{ ...directory(settings), owner: root }],
          programs: [
            systemdService(own, {
              description: 'cloudflared, the public proxy',
              program: [program, 'tunnel', '--config', configuration, 'run'],
              user: own,
              after: ['network-online.target'],
              security: hardenedUnit(),
              reads: [
                {
                  ...file(
                    configuration,
                    '0644',
                    tunnelSlot.of({ tunnel, credentials, metrics: `127.0.0.1:${metricsPort}` }),
                  ),
                  owner: root,
                },
                { ...file(credentials, '0400', pieces(value)), owner: { user: own } },
              ],
            }),
          ],
          publicProxy: tunnel,
          notes: ['A changed rule restarts cloudflared: requests that are under way end.'],
        },
        props.host,
      ),
    ),
  }
}

/** The user of the image: https://github.com/cloudflare/cloudflared/blob/master/Dockerfile */
const user = 65532

/**
 * cloudflared in a cluster, as the public proxy: two pods that call out to Cloudflare, and reach what stands behind the public names.
 *
 * @example service(import.meta, 'tunnel', { ...cloudflaredIn(home, { tunnel: cloudflareTunnel({ id: '6ff42ae2-765d-4adf-8112-31c55c1551ef' }), credentials: secrets.password, image: image('cloudflare/cloudflared', '2025.10.1') }) })
 */
export function cloudflaredIn(at: Cluster, props: CloudflaredInProps): ServiceProps<'metrics'> {
  const { tunnel, credentials: value, namespace = own, replicas = 2 } = props
  const [settings, secret] = ['/etc/cloudflared/settings', '/etc/cloudflared/credentials']
  return {
    ...both,
    ports: { metrics: http(metricsPort) },
    workload: deployment(
      podsWith(
        {
          at,
          namespace,
          replicas,
          podSecurity: { runAsGroup: user, runAsUser: user, runAsNonRoot: true },
          container: {
            image: props.image,
            args: ['tunnel', '--config', `${settings}/config.yml`, 'run'],
            mounts: { settings, credentials: { path: secret, readOnly: true } },
            resources: { requests: { memory: '64Mi', cpu: '10m' }, limits: { memory: '256Mi' } },
            security: hardened(),
          },
          volumes: [
            configMap('settings', own, {
              'config.yml': tunnelSlot.of({
                tunnel,
                credentials: `${secret}/credentials.json`,
                metrics: `0.0.0.0:${metricsPort}`,
              }),
            }),
            secretVolume('credentials', own),
          ],
          secrets: [externalSecret(own, { data: { 'credentials.json': value } })],
          publicProxy: tunnel,
          reaches: [reachesInternet('calls Cloudflare, which answers the internet', ...tunnelPorts)],
        },
        props.pods,
      ),
    ),
    // It has a connection to Cloudflare: https://github.com/cloudflare/cloudflared/blob/master/metrics/readiness.go
    probes: {
      live: { port: 'metrics', path: '/ready', delaySeconds: 10, periodSeconds: 10 },
      ready: { port: 'metrics', path: '/ready', periodSeconds: 10 },
    },
  }
}
