import { dashboardPart } from '../dashboard.ts'

/** Pods, what they ask for, what keeps them waiting, logs (facts G8). */
export const minikubeDashboard = dashboardPart({
  kind: 'minikube',
  title: 'Minikube Kubernetes',
  tags: ['minikube', 'kubernetes', 'k8s'],
  shows: ['kube-state-metrics', 'minikube'],
  details: 'cluster',
  load: () => import('./render.ts'),
})
