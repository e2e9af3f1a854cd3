import { external, https, service } from '@homelab/estate'
import { indri } from '../hosts.ts'

/** The cluster itself. The port on the host changes with every start; `tailscale serve` follows it. facts N5, N9, A16 */
export const minikubeService = service(import.meta, 'minikube', {
  title: 'minikube',
  summary: 'the Kubernetes cluster',
  ports: { api: https(6443) },
  workload: external(indri),
  routes: { tailnet: { port: 'api', host: 'k8s' } },
})
