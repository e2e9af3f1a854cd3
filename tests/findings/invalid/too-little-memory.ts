import { distributionPackage, hostService, minikubeCluster } from '@homelab/ansible-gen'
import { https, service } from '@homelab/estate/model'
import { box, type Expected, fixture, kind, pod } from '../parts.ts'

const resources = { requests: { memory: '512Mi' }, limits: { memory: '1Gi' } }
const container = { ...pod().container, resources }

const services = [
  service(import.meta, 'node', {
    title: 'node',
    summary: 'the cluster itself',
    ports: { api: https(8443) },
    // here
    workload: hostService({
      at: box,
      packages: [distributionPackage('minikube'), distributionPackage('kubectl')],
      programs: [
        minikubeCluster({
          profile: kind.name,
          version: 'v1.34.0',
          driver: 'docker',
          containerRuntime: 'docker',
          cpus: 2,
          memoryMegabytes: 1000,
          disk: '20g',
          serverNames: [],
          listenAddress: '127.0.0.1',
          gateway: 'host.minikube.internal',
          mirrored: [],
        }),
      ],
    }),
  }),
  // What runs before the others needs the same room.
  service(import.meta, 'one', {
    title: 'one',
    summary: 'one',
    ports: {},
    workload: pod({ container, initContainers: [{ ...container, name: 'first' }] }),
  }),
  // A limit alone is a request as well.
  service(import.meta, 'two', {
    title: 'two',
    summary: 'two',
    ports: {},
    workload: pod({ container: { ...container, resources: { limits: { memory: '512Mi' } } } }),
  }),
]

export default fixture(import.meta, { services })
export const expected: Expected = ['too-little-memory node cluster kind']
