import { service } from '@homelab/estate'
import { application, externalApplications } from '@homelab/kubernetes'
import { minikube } from '../hosts.ts'

/** facts K2, K21 */
export const tailscaleOperator = service(import.meta, 'tailscale-operator', {
  title: 'Tailscale operator',
  summary: 'puts services of the cluster on the tailnet',
  ports: {},
  workload: externalApplications({
    at: minikube,
    namespace: 'tailscale',
    applications: [
      application('tailscale-operator', {
        ignoreDifferences: [{ group: '', kind: 'Service', jsonPointers: ['/spec/externalName'] }],
      }),
    ],
  }),
  serves: 'tailnet',
})
