import { distributionPackage, hostService, k3sProgram, k3sServer, required } from '@homelab/ansible-gen'
import { type Cluster, type Host, host, https, service } from '@homelab/estate'
import { object } from '@homelab/kubernetes'
import { node, packages } from '../memory.ts'
import { box, type Expected, fixture, kind, pod } from '../parts.ts'

const at = (name: string) => {
  return host(name, {
    platform: 'linux',
    role: 'has a cluster',
    user: 'ann',
    home: '/home/ann',
    ownedPaths: ['/etc', '/usr/local/bin'],
  })
}
const hosts = { bare: at('bare'), made: at('made') }
const text = { title: 'K3s', summary: 'a cluster', ports: {} }

function lab(name: string, on: Host, storageClass: string): Cluster {
  return { ...kind, name, context: name, on: on.name, storageClass, source: { ...kind.source, folder: name } }
}

/** Without its component, K3s has no class; in the other one a service makes it. */
const bare = lab('without', hosts.bare, 'local-path')
const made = lab('with', hosts.made, 'disks')
const k3s = (of: Cluster, on: Host) =>
  service(import.meta, on.name, {
    ...text,
    workload: hostService({
      at: on,
      packages: [distributionPackage('kmod', 'modprobe')],
      requires: [required(k3sProgram, 'Build it.')],
      programs: [k3sServer(of, { components: ['coredns'] })],
    }),
  })
const disks = service(import.meta, 'disks', {
  ...text,
  workload: pod({
    at: made,
    objects: [object('StorageClass', { metadata: { name: 'disks' }, provisioner: 'example.org/disks' })],
  }),
})

/** One letter from what minikube has. */
const slip: Cluster = { ...kind, storageClass: 'standart' }
const minikube = service(import.meta, 'minikube', {
  ...text,
  ports: { api: https(8443) },
  workload: hostService({ at: box, packages, programs: [node(1024)] }),
})

// here
export default fixture(import.meta, {
  hosts: [box, hosts.bare, hosts.made],
  clusters: [bare, made, slip],
  services: [k3s(bare, hosts.bare), k3s(made, hosts.made), disks, minikube],
})
export const expected: Expected = [
  'unprovided-reference kind storageClass',
  'unprovided-reference without storageClass',
]
