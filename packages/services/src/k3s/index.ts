import {
  distributionPackage,
  hostService,
  type K3sComponent,
  type K3sServerProps,
  k3sProgram,
  k3sServer,
  release,
} from '@homelab/ansible-gen'
import {
  type Cluster,
  type ClusterProps,
  defaultApiPort,
  folder,
  type Host,
  http,
  https,
  notBackedUp,
  type ServiceProps,
} from '@homelab/estate/model'
import { type HostBesides, hostWith } from '../host.ts'

export interface K3sProps extends K3sServerProps {
  /** Which build of the cluster's version of Kubernetes: the number after `+k3s`. https://github.com/k3s-io/k3s/releases */
  readonly build: number
  /** Of the program for the host's architecture, 64 hexadecimal digits; it stands in `sha256sum-amd64.txt` beside it. */
  readonly sha256: string
  /** What else belongs to it. */
  readonly host?: HostBesides
}

/** What is the same of every cluster that K3s makes and nobody changes. */
type K3sCluster = Pick<ClusterProps, 'on' | 'kubeconfig' | 'server' | 'dnsDomain' | 'storageClass' | 'networkPolicies'>

/**
 * What K3s makes of a cluster on a host, for `cluster`: its kube configuration, which everybody may use who may do everything,
 * reached at the host's address; its domain and class of storage; and network policies, which it enforces by itself.
 * https://docs.k3s.io/cluster-access, https://docs.k3s.io/networking/networking-services
 *
 * @example cluster('home', { ...asK3s(server), context: 'home', version: 'v1.34.0', source, delivery: applyFolder(), secretStore: 'openbao' })
 */
export function asK3s(on: Host): K3sCluster {
  return {
    on,
    // The certificate has the node's addresses.
    kubeconfig: { path: '/etc/rancher/k3s/k3s.yaml', server: `https://${on.lanAddress ?? on.name}:${defaultApiPort}` },
    server: 'https://kubernetes.default.svc',
    dnsDomain: 'cluster.local',
    storageClass: 'local-path',
    networkPolicies: true,
  }
}

type K3sPort = 'api' | 'kubelet'
type TraefikPort = 'web' | 'secure'

/**
 * K3s on a host: the cluster that the estate has there, with its version of Kubernetes. Traefik and K3s' own load balancer are
 * left out unless they are named: they would take 80 and 443 of the host.
 *
 * @example service(import.meta, 'k3s', { ...k3sOn(server, home, { build: 1, sha256: '0123…cdef' }) })
 */
export function k3sOn<const C extends readonly K3sComponent[] = []>(
  at: Host,
  of: Cluster,
  props: K3sProps & { readonly components?: C },
): ServiceProps<K3sPort | ('traefik' extends C[number] ? TraefikPort : never)>
export function k3sOn(at: Host, of: Cluster, props: K3sProps): ServiceProps<string> {
  const { build, sha256, host, ...server } = props
  const { architecture = 'amd64' } = at
  const version = `${of.version}+k3s${build}`
  const file = architecture === 'amd64' ? 'k3s' : `k3s-${architecture}`
  return {
    title: 'K3s',
    summary: `the cluster ${of.name}`,
    ports: {
      api: https(of.apiPort ?? defaultApiPort),
      // https://docs.k3s.io/installation/requirements#networking
      kubelet: https(10250),
      ...(server.components?.includes('traefik') && { web: http(80), secure: https(443) }),
    },
    workload: hostService(
      hostWith(
        {
          at,
          packages: [distributionPackage('kmod', 'modprobe')],
          releases: [
            release('k3s', {
              version,
              url: `https://github.com/k3s-io/k3s/releases/download/${version}/${file}`,
              sha256,
              programs: k3sProgram,
            }),
          ],
          programs: [k3sServer(of, server)],
          data: [
            folder(
              '/var/lib/rancher/k3s/server',
              'objects and certificates of the cluster',
              notBackedUp('what is delivered comes back, and certificates are made again'),
            ),
          ],
          notes: [
            'Where K3s is stopped its pods go on, until the host starts again.',
            'It may be one minor version of Kubernetes newer than before, and no more: https://docs.k3s.io/upgrades',
          ],
        },
        host,
      ),
    ),
  }
}
