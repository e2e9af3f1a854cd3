import { dashboardPart } from '../dashboard.ts'
import { type Scraped, scrapedAs } from '../scraped.ts'

/** The registry's requests, latency, storage (facts G11). */
export const zotDashboard = dashboardPart<Scraped>({
  kind: 'zot',
  title: 'Zot Container Registry',
  tags: ['zot', 'registry', 'oci'],
  shows: ['zot'],
  takes: about => scrapedAs('zot', about),
  load: () => import('./render.ts'),
})
