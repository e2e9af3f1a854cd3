import { distributionPackage, hostService, k3sProgram, k3sServer, release, required } from '@homelab/ansible-gen'
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
const mac = host('mac', {
  platform: 'macos',
  role: 'a Mac',
  home: '/Users/ann',
  ownedPaths: ['/etc', '/usr/local/bin'],
})
const lab = cluster(kind.name, { ...kind, on: cellar, networkPolicies: true })

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
        sha256: '0a'.repeat(32),
        programs: k3sProgram,
      }),
    ],
    programs: [
      // here
      k3sServer(lab, { components: ['coredns', 'traefik'], options: { 'disable-network-policy': true } }),
    ],
  }),
})

/** The same on a Mac. */
const onMac = service(import.meta, 'on-mac', {
  title: 'K3s',
  summary: 'a cluster',
  ports: {},
  workload: hostService({
    at: mac,
    requires: [required(k3sProgram, 'Build it.')],
    programs: [
      // here
      k3sServer({ ...lab, on: mac.name, networkPolicies: false }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [attic, cellar, mac], clusters: [lab], services: [k3s, onMac] })
export const expected: Expected = [
  'unprovided-reference k3s workload.programs.kind',
  'unprovided-reference k3s workload.programs.kind',
  'unprovided-reference k3s workload.programs.kind',
  'unprovided-reference on-mac workload.programs.kind',
]
