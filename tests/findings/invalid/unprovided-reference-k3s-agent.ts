import {
  distributionPackage,
  type HostServiceProps,
  hostService,
  k3sAgent,
  k3sProgram,
  k3sServer,
  release,
  required,
} from '@homelab/ansible-gen'
import { type Cluster, type Host, host, https, type Needs, type Service, service } from '@homelab/estate'
import { present } from '@homelab/formats/present'
import { type Expected, fixture, kind, secrets } from '../parts.ts'

const linux = { platform: 'linux', role: 'is a node', user: 'ann', ownedPaths: ['/etc', '/usr/local/bin'] } as const
const attic = host('attic', linux)
const barn = host('barn', linux)
const cellar = host('cellar', { ...linux, lanName: 'cellar.example.org' })
const porch = host('porch', { ...linux, lanAddress: '192.0.2.7' })
const yard = host('yard', linux)
const mac = host('mac', { ...linux, platform: 'macos', home: '/Users/ann' })

const lab = (name: string, on: Host): Cluster => {
  return {
    ...kind,
    name,
    context: name,
    on: on.name,
    storageClass: 'local-path',
    source: { ...kind.source, folder: name },
  }
}
const clusters = { far: lab('far', attic), deep: lab('deep', cellar), near: lab('near', porch) }

const releases = [
  release('k3s', {
    version: 'v1.34.0+k3s1',
    url: 'https://example.org/v1.34.0+k3s1/k3s',
    sha256: '0a'.repeat(32),
    programs: k3sProgram,
  }),
]

function node(name: string, at: Host, programs: HostServiceProps['programs'], needs?: () => Needs): Service {
  const isMac = at === mac
  return service(import.meta, name, {
    title: 'K3s',
    summary: 'a node',
    ports: { api: https(6443) },
    workload: hostService({
      at,
      ...(!isMac && { packages: [distributionPackage('kmod', 'modprobe')], releases }),
      ...(isMac && { requires: [required(k3sProgram, 'Build it.')] }),
      ...present({ programs }),
    }),
    ...present({ needs }),
  })
}

const token = secrets.app.password

export default fixture(import.meta, {
  hosts: [attic, barn, cellar, porch, yard, mac],
  clusters: Object.values(clusters),
  services: [
    node('k3s', cellar, [k3sServer(clusters.deep)]),
    node('k3s-porch', porch, [k3sServer(clusters.near, { agentToken: token })]),
    // On the host of its server; of a cluster that nobody makes; without a need.
    // here
    node('twin', attic, [k3sAgent(attic, clusters.far, { token })]),
    // here
    node('lost', barn, [k3sAgent(barn, clusters.far, { token })]),
    // here
    node('mute', yard, [k3sAgent(yard, clusters.near, { token })]),
    // On a Mac, of a server with no address, in another version, which knows no token.
    // here
    node('wrong', mac, [k3sAgent(mac, clusters.deep, { token })]),
  ],
})
export const expected: Expected = [
  'unprovided-reference lost workload.programs.far',
  'unprovided-reference mute workload.programs.near',
  'unprovided-reference twin workload.programs.far',
  'unprovided-reference wrong workload.programs.deep',
  'unprovided-reference wrong workload.programs.deep',
  'unprovided-reference wrong workload.programs.deep',
  'unprovided-reference wrong workload.programs.deep',
]
