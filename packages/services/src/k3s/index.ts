import {
  distributionPackage,
  flannelPort,
  type HostRelease,
  hostService,
  isHostService,
  type K3sAgentProps,
  type K3sComponent,
  type K3sServerProps,
  k3sAgent,
  k3sProgram,
  k3sServer,
  kubeletPort,
  release,
} from '@homelab/ansible-gen'
import {
  type Cluster,
  type ClusterProps,
  defaultApiPort,
  endpoint,
  folder,
  type Host,
  http,
  https,
  notBackedUp,
  type Port,
  type Service,
  type ServiceProps,
  udp,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
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

const packages = [distributionPackage('kmod', 'modprobe')]

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
  const flannel = server.agentToken === undefined ? undefined : flannelPort(server.options ?? {})
  return {
    title: 'K3s',
    summary: `the cluster ${of.name}`,
    ports: {
      api: https(of.apiPort ?? defaultApiPort),
      kubelet: https(kubeletPort),
      ...(flannel !== undefined && { flannel: udp(flannel) }),
      ...(server.components?.includes('traefik') && { web: http(80), secure: https(443) }),
    },
    workload: hostService(
      hostWith(
        {
          at,
          packages,
          releases: [k3sRelease(at, `${of.version}+k3s${build}`, sha256)],
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

/** The file for the architecture of a host. */
function k3sRelease({ architecture = 'amd64' }: Host, version: string, sha256: string): HostRelease {
  const file = architecture === 'amd64' ? 'k3s' : `k3s-${architecture}`
  return release('k3s', {
    version,
    url: `https://github.com/k3s-io/k3s/releases/download/${version}/${file}`,
    sha256,
    programs: k3sProgram,
  })
}

export interface K3sAgentOnProps extends K3sAgentProps {
  /** The service of its server, `k3sOn`, to which the same secret is `agentToken`. */
  readonly server: Service<'api'>
  /** As of a server, of the file for this host's architecture; where both have one, the server's by default. */
  readonly sha256?: string
  /** What else belongs to it. */
  readonly host?: HostBesides
}

/**
 * K3s on a second host, which joins the cluster of a first one, in the version of its server. Firewalls let each node in where the
 * others ask it.
 *
 * @example service(import.meta, 'k3s-agent', { ...k3sAgentOn(server, home, { server: k3s, token: secrets.password, labels: { disk: 'fast' } }) })
 */
export function k3sAgentOn(at: Host, of: Cluster, props: K3sAgentOnProps): ServiceProps<'kubelet'> {
  const { server, sha256, host, ...agent } = props
  const { flannel }: Readonly<Record<string, Port>> = server.ports
  const theirs = isHostService(server.props.workload)
    ? server.props.workload.releases?.find(({ name }) => name === 'k3s')
    : undefined
  const own = k3sRelease(at, theirs?.version ?? of.version, sha256 ?? '')
  return {
    title: 'K3s agent',
    summary: `a node of the cluster ${of.name}`,
    ports: { kubelet: https(kubeletPort), ...present({ flannel }) },
    workload: hostService(
      hostWith(
        {
          at,
          packages,
          releases: [sha256 === undefined && own.url === theirs?.url ? theirs : own],
          programs: [k3sAgent(at, of, agent)],
          notes: [
            'Where K3s is stopped its pods go on, until the host starts again.',
            `Before the host leaves the cluster for good, its pods do: \`kubectl --context=${of.context} drain ${at.name}\`, then \`kubectl --context=${of.context} delete node ${at.name}\`.`,
            'As it joins for the first time it believes whoever answers at the address of its server: nothing says by which certificate that is known.',
            'No agent may be newer than its server: the server is upgraded first. https://docs.k3s.io/upgrades/manual',
          ],
        },
        host,
      ),
    ),
    needs: () => [endpoint(server, 'api', 'is a node of its cluster')],
  }
}
