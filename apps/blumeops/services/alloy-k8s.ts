import { endpoint, type Needs, service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'
import { loki } from './loki.ts'
import { prometheus } from './prometheus.ts'

/** facts K13 */
export const alloyK8s = service(import.meta, 'alloy-k8s', {
  title: 'Alloy in the cluster',
  summary: 'collects pod logs and probes services',
  ports: {},
  workload: externalApplications({ at: minikube, namespace: 'alloy', applications: [application('alloy-k8s')] }),
  collects: ['logs', 'probes'],
  needs: (): Needs => [
    endpoint(loki, 'http', 'pushes pod logs'),
    endpoint(prometheus, 'http', 'pushes the results of probes'),
  ],
})
