import type { Part } from '@homelab/estate/model'
import { docsApmDashboard } from './dashboards/docs-apm/index.ts'
import { flyioDashboard } from './dashboards/flyio/index.ts'
import { accessLogExporter } from './exporters/access-log.ts'

/** What this estate looks at, and no package knows. */
export const ownSight: readonly Part[] = [accessLogExporter, docsApmDashboard, flyioDashboard]
