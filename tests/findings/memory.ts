import { distributionPackage, type MinikubeCluster, minikubeCluster } from '@homelab/ansible-gen'
import { type Service, service } from '@homelab/estate/model'
import { kind, pod } from './parts.ts'

const resources = { requests: { memory: '512Mi', cpu: '10m' }, limits: { memory: '1Gi' } }
const container = { ...pod().container, resources }

/** What runs the fixtures' cluster. */
export function node(memoryMegabytes: number): MinikubeCluster {
  return minikubeCluster({
    profile: kind.name,
    version: 'v1.34.0',
    driver: 'docker',
    containerRuntime: 'docker',
    cpus: 2,
    memoryMegabytes,
    disk: '20g',
    serverNames: [],
    listenAddress: '127.0.0.1',
    gateway: 'host.minikube.internal',
    mirrored: [],
  })
}

export const packages = [distributionPackage('minikube'), distributionPackage('kubectl')]

function inside(name: string, workload: ReturnType<typeof pod>): Service {
  return service(import.meta, name, { title: name, summary: name, ports: {}, workload })
}

/** Pods that ask for 1024Mi together. */
export const pods: readonly Service[] = [
  // What runs before the others needs the same room.
  inside('one', pod({ container, initContainers: [{ ...container, name: 'first' }] })),
  // A limit alone is a request as well.
  inside('two', pod({ container: { ...container, resources: { limits: { memory: '512Mi' } } } })),
]
