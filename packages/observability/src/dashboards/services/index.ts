import { difference } from '@homelab/estate/model'
import { dashboardPart } from '../dashboard.ts'

/** Every probed service: up, response time, uptime (facts G10). */
export const servicesDashboard = dashboardPart({
  kind: 'services',
  title: 'K8s Services Health',
  uid: 'k8s-services',
  tags: ['services', 'health'],
  shows: ['blackbox'],
  details: 'probes',
  differences: [
    difference('which services are shown', {
      today: 'five',
      now: 'every probed service of the estate',
      why: 'the list comes from the services, so that a new one appears by itself',
      facts: 'G10',
    }),
  ],
  load: () => import('./render.ts'),
})
