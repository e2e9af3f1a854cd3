import { http, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'

/** facts K12 */
export const kubeStateMetrics = service(import.meta, 'kube-state-metrics', {
  title: 'kube-state-metrics',
  summary: 'metrics of the objects in the cluster',
  ports: { http: http(8080) },
  workload: externalApplications({
    at: minikube,
    namespace: 'monitoring',
    applications: [application('kube-state-metrics')],
  }),
  metrics: { port: 'http', exporter: 'kube-state-metrics' },
})
