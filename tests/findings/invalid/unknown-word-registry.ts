import { distributionPackage, hostService, k3sProgram, k3sServer, release } from '@homelab/ansible-gen'
import { cluster, host, service } from '@homelab/estate'
import { type Expected, fixture, kind, secrets } from '../parts.ts'

const cellar = host('cellar', {
  platform: 'linux',
  role: 'has the cluster',
  user: 'ann',
  home: '/home/ann',
  ownedPaths: ['/etc', '/usr/local/bin'],
})
const lab = cluster(kind.name, { ...kind, on: cellar, storageClass: 'local-path' })

const k3s = service(import.meta, 'k3s', {
  title: 'K3s',
  summary: 'a cluster',
  ports: {},
  workload: hostService({
    at: cellar,
    packages: [distributionPackage('kmod', 'modprobe')],
    releases: [
      release('k3s', {
        version: 'v1.34.0+k3s1',
        url: 'https://example.org/v1.34.0+k3s1/k3s',
        sha256: '0a'.repeat(32),
        programs: k3sProgram,
      }),
    ],
    programs: [
      // here
      k3sServer(lab, {
        registries: {
          mirrors: {
            'docker.io': { endpoint: ['https://mirror.example.net', 'mirror.example.net:5000'] },
            'quay.io': { endpoint: ['https://mirror.example.net/quay', 'https://mirror.example.net/v2/quay'] },
            'ghcr.io': { endpoint: ['https://mirror.example.net/v2x'] },
          },
          configs: { 'mirror.example.net': { auth: { username: 'lab', password: secrets.app.password } } },
        },
      }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [cellar], clusters: [lab], services: [k3s] })
export const expected: Expected = [
  'unknown-word k3s workload.programs.kind',
  'unknown-word k3s workload.programs.kind',
  'unknown-word k3s workload.programs.kind',
]
