import { type ClusterTailnet, cluster, host, restrictedTo, type TailnetDevice, tagged, tcp } from '@homelab/estate'
import { argoCd } from '@homelab/kubernetes'
import { repository } from './forge.ts'

/**
 * The Mac mini: native services and the cluster. facts N1, T7; `tag:loki` is gone since Loki moved into the cluster, see
 * tailnet.ts
 */
export const indri = host('indri', {
  platform: 'macos',
  role: 'primary server: native services and minikube',
  group: 'servers',
  hardware: 'Mac mini M1, 2020 (Macmini9,1), 2 TB internal SSD, macOS 15.7.3, UPS Anker SOLIX F2000',
  // Of 8 and 16 GB, in which the model was sold, the one in which the 12 of Docker Desktop (facts N1) have room.
  memory: '16Gi',
  // Every M1 that went into a Mac has so many: four fast and four frugal ones.
  processors: 8,
  user: 'erichblume',
  home: '/Users/erichblume',
  brewPrefix: '/opt/homebrew',
  ownedPaths: ['/usr/local/bin', '/Library/LaunchDaemons', '/var/log'],
  lanAddress: '192.168.1.50',
  // facts T6, O5
  listens: { ssh: tcp(22) },
  // The other volumes of the disk share its space with this one; the share of backups is the NAS's to watch.
  disks: ['/System/Volumes/Data'],
  byHand: [
    'Homebrew, Tailscale and remote login',
    'passwordless `sudo` for the user, in `/etc/sudoers.d/erichblume`',
    'Docker Desktop with at least 12 GB of memory, started after each login',
    'Amphetamine, which keeps the machine awake, and AutoMounter, which mounts the shares of the NAS; both started after each login',
  ],
  tailnet: tagged('tag:homelab', 'tag:blumeops', 'tag:forge', 'tag:registry', 'tag:k8s-api'),
})

/** The NAS. facts N1, N7, T7 */
export const sifaka = host('sifaka', {
  platform: 'nas',
  role: 'storage and backup target',
  group: 'nas',
  hardware: 'Synology NAS, 10.9 TB RAID 5',
  lanAddress: '192.168.1.203',
  lanName: 'sifaka',
  // Shares by SMB, and by NFS to machines of the LAN and of the tailnet. facts T6, N8
  listens: { smb: tcp(445), nfs: tcp(2049) },
  tailnet: tagged('tag:nas', 'tag:blumeops'),
})

/** The laptop that drives it. Never tagged: a tagged device loses its user's identity. facts N1, T7 */
export const gilbert = host('gilbert', {
  platform: 'macos',
  role: 'development workstation; runs Ansible and Pulumi',
  group: 'workstations',
  hardware: '13" MacBook Air M4, 2025',
  user: 'eblume',
  home: '/Users/eblume',
  brewPrefix: '/opt/homebrew',
  tailnet: { by: 'owner', owner: 'admin' },
})

/** facts N1 */
export const mouse = host('mouse', {
  platform: 'macos',
  role: 'laptop of the member user',
  hardware: 'MacBook Air M2',
  tailnet: { by: 'owner', owner: 'member' },
})

/** The public proxy's machine on Fly.io. facts N2, P5, T7 */
export const flyio = host('flyio-proxy', {
  platform: 'managed',
  role: 'public reverse proxy on Fly.io',
  tailnet: restrictedTo('tag:flyio-target', 'tag:flyio-proxy'),
})

/** The application's name at Fly.io, also the first label of its own name there. facts P4 */
export const flyApplication = 'blumeops-proxy'

/** The operator itself is a device, too. facts K21, T7 */
export const operatorDevice: TailnetDevice = { name: 'tailscale-operator', tags: ['tag:k8s-operator'] }

/** The Tailscale operator's objects, by name. facts K5, K21 */
export const endpoints = {
  ingressClass: 'tailscale',
  loadBalancerClass: 'tailscale',
  proxyGroup: 'ingress',
  proxies: 2,
  proxyClass: 'default',
  tags: ['tag:k8s'],
  operator: operatorDevice,
} satisfies ClusterTailnet

/** The operator's proxy for the egress Service `forge`, as it names proxies: NAMESPACE-SERVICE. facts K21 */
export const forgeEgress: TailnetDevice = { name: 'tailscale-forge', tags: endpoints.tags }

/** The port of the API server inside the cluster. facts N9 */
export const apiPort = 6443

/** The folder of the repository where what is still hand-written lies. facts K1 */
export const handwritten = 'argocd'

/** facts N9, K1, K15 */
export const minikube = cluster('minikube', {
  on: indri,
  context: 'minikube-indri',
  version: 'v1.34.0',
  server: 'https://kubernetes.default.svc',
  apiPort,
  dnsDomain: 'cluster.local',
  storageClass: 'standard',
  source: {
    repository: repository('blumeops'),
    revision: 'main',
    rendered: 'dist',
    folder: 'argocd',
  },
  delivery: argoCd({
    handwritten,
    namespace: 'argocd',
    project: 'default',
    root: 'apps',
  }),
  tailnet: endpoints,
  secretStore: 'onepassword-blumeops',
  networkPolicies: false,
})
