import { formula, minikubeCluster, minikubeClusters } from '@homelab/ansible-gen'
import { hostPartContract } from '../host-part.ts'
import { mac } from './samples.ts'

hostPartContract('minikube', minikubeClusters, {
  host: mac,
  program: minikubeCluster({
    profile: 'sample',
    version: 'v1.34.0',
    driver: 'docker',
    containerRuntime: 'docker',
    cpus: 2,
    memoryMegabytes: 4096,
    disk: '20g',
    serverNames: [],
    listenAddress: '0.0.0.0',
    gateway: 'host.example.org',
    mirrored: [],
  }),
  packages: [formula('minikube'), formula('kubectl')],
  answers: {
    up: { stdout: '{"Name":"sample","Host":"Running","Kubelet":"Running","APIServer":"Running"}' },
    down: { exitCode: 7, stdout: '{"Name":"sample","Host":"Stopped","Kubelet":"Stopped","APIServer":"Stopped"}' },
    unknown: { stdout: '{' },
  },
})
