import { minikubeCluster } from '@homelab/ansible-gen'

/** A cluster of a profile. */
export function sampleCluster(profile: string): ReturnType<typeof minikubeCluster> {
  return minikubeCluster({
    profile,
    version: 'v1.34.0',
    driver: 'docker',
    containerRuntime: 'docker',
    cpus: 2,
    memoryMegabytes: 4096,
    disk: '20g',
    serverNames: [],
    listenAddress: '0.0.0.0',
    gateway: 'host.minikube.internal',
    mirrored: [],
  })
}
