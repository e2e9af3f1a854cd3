import { formula, minikubeClusters } from '@homelab/ansible-gen'
import { sampleCluster } from '../../support/sample-cluster.ts'
import { hostPartContract } from '../host-part.ts'
import { mac } from './samples.ts'

hostPartContract('minikube', minikubeClusters, {
  host: mac,
  program: sampleCluster('sample'),
  packages: [formula('minikube'), formula('kubectl')],
  answers: {
    up: { stdout: '{"Name":"sample","Host":"Running","Kubelet":"Running","APIServer":"Running"}' },
    down: { exitCode: 7, stdout: '{"Name":"sample","Host":"Stopped","Kubelet":"Stopped","APIServer":"Stopped"}' },
    unknown: { stdout: '{' },
  },
})
