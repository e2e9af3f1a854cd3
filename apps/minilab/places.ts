import { cluster, type Domains, domain, host } from '@homelab/estate'
import { applyFolder } from '@homelab/kubernetes'

const address = '192.0.2.10'

export const nuc = host('nuc', {
  platform: 'linux',
  role: 'the only machine',
  user: 'lab',
  home: '/home/lab',
  ownedPaths: [
    '/etc/alloy',
    '/etc/caddy',
    '/etc/containers/systemd',
    '/etc/rancher/k3s',
    '/etc/systemd/system',
    '/srv',
    '/usr/local/bin',
    '/var/lib/caddy',
    '/var/lib/prometheus/node-exporter',
    '/var/lib/rancher/k3s',
  ],
  lanAddress: address,
})

/** https://kb.synology.com/en-global/DSM/tutorial: packages of DSM put their programs to /usr/local/bin. */
export const nas = host('nas', {
  platform: 'nas',
  role: 'keeps music',
  user: 'lab',
  home: '/volume1/homes/lab',
  ownedPaths: ['/volume1/docker'],
  lanAddress: '192.0.2.20',
})

/** What k3s itself writes, of whoever may do everything in the cluster: https://docs.k3s.io/cluster-access */
export const kubeconfig = '/etc/rancher/k3s/k3s.yaml'

/** No tailnet: what others reach goes through a node port of the host. */
export const k3s = cluster('k3s', {
  on: nuc,
  context: 'k3s',
  // https://docs.k3s.io/cluster-access; the certificate has the node's addresses.
  kubeconfig: { path: kubeconfig, server: `https://${address}:6443` },
  version: 'v1.34.0',
  server: 'https://kubernetes.default.svc',
  dnsDomain: 'cluster.local',
  storageClass: 'local-path',
  source: {
    repository: 'https://git.example.com/lab/estate.git',
    revision: 'trunk',
    rendered: 'rendered',
    folder: 'cluster',
  },
  delivery: applyFolder(),
  secretStore: 'openbao',
  networkPolicies: true,
})

export const domains: Domains = { ops: domain('ops', 'lab.example.org', 'example.org') }
