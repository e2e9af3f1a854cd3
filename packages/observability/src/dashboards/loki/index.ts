import { dashboardPart } from '../dashboard.ts'
import { type Scraped, scrapedAs } from '../scraped.ts'

/** What the log store takes in and keeps (facts G6). */
export const lokiDashboard = dashboardPart<Scraped>({
  kind: 'loki',
  title: 'Loki',
  tags: ['loki', 'logs'],
  shows: ['loki'],
  details: 'logs',
  takes: about => scrapedAs('loki', about),
  load: () => import('./render.ts'),
})
