import { difference } from '@homelab/estate/model'
import { dashboardPart } from '@homelab/observability'

/** One repository's size, age and content (facts G2). */
export const borgmaticDashboard = dashboardPart({
  kind: 'borgmatic',
  title: 'Borgmatic Backups',
  tags: ['borgmatic', 'backup', 'borg'],
  shows: ['borgmatic'],
  details: 'backups',
  differences: [
    difference('the place of panel 14 in the file', {
      today: 'before panels 11 to 13, although it is drawn at the bottom',
      now: 'kept',
      why: 'the grid decides where it is drawn, not the order in the file',
      facts: 'G2',
      settles: `grafana-dashboards.md: \`borgmatic\``,
    }),
  ],
  load: () => import('./render.ts'),
})
