import { cluster, host } from '@homelab/estate'
import { flux } from '@homelab/kubernetes'
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
  delivery: flux({
    version: 'v2.9.5',
    namespace: 'flux-system',
    root: 'lab',
    intervalSeconds: 300,
    sync: 'by-itself',
    decrypts: { vault: 'lab', namespace: 'vault', key: 'sops-age' },
  }),
  secretStore: 'vault',
})
