import type { DashboardPart } from './dashboard.ts'
import { jellyfinDashboard } from './jellyfin/index.ts'
import { lokiDashboard } from './loki/index.ts'
import { macosDashboard } from './macos/index.ts'
import { minikubeDashboard } from './minikube/index.ts'
import { overviewDashboard } from './overview/index.ts'
import { postgresqlDashboard } from './postgresql/index.ts'
import { servicesDashboard } from './services/index.ts'
import { zotDashboard } from './zot/index.ts'

export {
  type About,
  type DashboardContext,
  type DashboardPart,
  type DashboardProps,
  type Detail,
  type Drawing,
  dashboard,
  dashboardDifferences,
  dashboardPart,
  type Named,
  type Naming,
} from './dashboard.ts'
export * from './jellyfin/index.ts'
export * from './loki/index.ts'
export * from './macos/index.ts'
export * from './minikube/index.ts'
export * from './overview/index.ts'
export * from './postgresql/index.ts'
export { type Scraped, scrapedAs } from './scraped.ts'
export * from './services/index.ts'
export * from './zot/index.ts'

/** The dashboards that these packages know. */
export const standardDashboards: readonly DashboardPart[] = [
  jellyfinDashboard,
  lokiDashboard,
  macosDashboard,
  minikubeDashboard,
  overviewDashboard,
  postgresqlDashboard,
  servicesDashboard,
  zotDashboard,
]
