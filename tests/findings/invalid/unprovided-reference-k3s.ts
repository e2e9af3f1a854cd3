import { distributionPackage, hostService, k3sProgram, k3sServer, release } from '@homelab/ansible-gen'
import { cluster, host, service } from '@homelab/estate'
import { type Expected, fixture, kind } from '../parts.ts'

const attic = host('attic', {
  platform: 'linux',
  role: 'has no cluster',
  user: 'ann',
  home: '/home/ann',
  ownedPaths: ['/etc', '/usr/local/bin'],
})
const cellar = host('cellar', { platform: 'linux', role: 'has the cluster' })
const lab = cluster(kind.name, { ...kind, on: cellar, storageClass: 'local-path', networkPolicies: true })

/** A server on another host than its cluster, without what the cluster is said to have, and with what nobody could reach. */
const k3s = service(import.meta, 'k3s', {
  title: 'K3s',
  summary: 'a cluster',
  ports: {},
  workload: hostService({
    at: attic,
    packages: [distributionPackage('kmod', 'modprobe')],
    releases: [
      release('k3s', {
        version: 'v1.34.0+k3s1',
        url: 'https://example.org/v1.34.0+k3s1/k3s',
        sha256: '0'.repeat(64),
        programs: k3sProgram,
      }),
    ],
    programs: [
      // here
      k3sServer(lab, { components: ['coredns', 'traefik'], options: { 'disable-network-policy': true } }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [attic, cellar], clusters: [lab], services: [k3s] })
export const expected: Expected = [
  'unprovided-reference k3s workload.programs.kind',
  'unprovided-reference k3s workload.programs.kind',
  'unprovided-reference k3s workload.programs.kind',
  'unprovided-reference k3s workload.programs.kind',
]
