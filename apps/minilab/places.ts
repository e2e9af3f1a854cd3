import { cluster, type Domains, domain, host } from '@homelab/estate'
import { applyFolder } from '@homelab/kubernetes'
import { asK3s } from '@homelab/services'

export const nuc = host('nuc', {
  platform: 'linux',
  role: 'runs the cluster',
  user: 'lab',
  lanAddress: '192.0.2.10',
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

/** A Raspberry Pi with Debian. */
export const pi = host('pi', {
  platform: 'linux',
  architecture: 'arm64',
  role: 'answers for names',
  user: 'lab',
  lanAddress: '192.0.2.30',
})

/** No tailnet: what others reach goes through a node port of the host. */
export const k3s = cluster('k3s', {
  ...asK3s(nuc),
  context: 'k3s',
  version: 'v1.34.0',
  source: {
    repository: 'https://git.example.com/lab/estate.git',
    revision: 'trunk',
    rendered: 'rendered',
    folder: 'cluster',
  },
  delivery: applyFolder(),
  secretStore: 'openbao',
})

export const domains: Domains = { ops: domain('ops', 'lab.example.org', 'example.org') }
