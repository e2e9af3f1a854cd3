import { dashboardPart } from '@homelab/observability'

export const upsDashboard = dashboardPart({
  kind: 'ups',
  title: 'Power',
  tags: ['power'],
  shows: ['ups'],
  load: () => import('./render.ts'),
})
