import { adopt, difference, image, service } from '@homelab/estate'
import { confined } from '@homelab/kubernetes'
import { kubeStateMetricsIn } from '@homelab/services'
import { minikube } from '../hosts.ts'

/** facts K12 */
export const kubeStateMetrics = service(import.meta, 'kube-state-metrics', {
  ...kubeStateMetricsIn(minikube, {
    image: image('registry.k8s.io/kube-state-metrics/kube-state-metrics', 'v2.13.0'),
    pods: { labelled: 'everywhere', namedTargets: true },
  }),
  // What ran in February and cannot be changed in place (facts K12).
  adopts: [
    adopt('Deployment', 'kube-state-metrics', { 'spec.selector': { matchLabels: { app: 'kube-state-metrics' } } }),
  ],
  differences: [
    difference('kube-state-metrics may list disruption budgets', {
      today: 'it may not, asks again forever, and says so in its log',
      now: 'list and watch, as for all that it shows',
      why: 'its version asks for them by default',
      facts: 'K12',
      changes: [{ kind: 'ClusterRole', fields: ['rules'] }],
    }),
    difference('kube-state-metrics has a seccomp profile', {
      today: 'none',
      now: 'RuntimeDefault',
      why: 'it needs no system call that the profile refuses',
      facts: 'K12',
      changes: [confined('Deployment', { containers: ['kube-state-metrics'] })],
    }),
  ],
})
