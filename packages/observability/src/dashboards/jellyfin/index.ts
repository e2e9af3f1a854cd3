import { dashboardPart } from '../dashboard.ts'

/** Sessions, transcoding, libraries, log (facts G5). */
export const jellyfinDashboard = dashboardPart({
  kind: 'jellyfin',
  title: 'Jellyfin Media Server',
  tags: ['jellyfin', 'media'],
  shows: ['jellyfin'],
  load: () => import('./render.ts'),
})
