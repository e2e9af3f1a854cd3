import { difference } from '@homelab/estate/model'
import { dashboardPart } from '../dashboard.ts'

/** Is everything well, a panel for each thing that can go wrong, with a link to more. */
export const overviewDashboard = dashboardPart({
  kind: 'overview',
  title: 'Is Everything Well',
  tags: ['overview', 'health'],
  differences: [
    difference('a dashboard that says whether everything is well', {
      today: 'none',
      now: 'one page: alerts, probes, targets, age of backups, space, restarts, certificates, ingestion',
      why: 'an operator asks this first',
      facts: 'G1',
      changes: [{ kind: 'ConfigMap', name: '*-overview' }],
    }),
  ],
  load: () => import('./render.ts'),
})
