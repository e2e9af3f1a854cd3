import type { Part } from '@homelab/estate/model'
import { standardDashboards } from './dashboards/index.ts'
import { standardDataSources } from './data-sources/index.ts'
import { standardExporters } from './exporters/index.ts'
import { standardReceivers } from './receivers/index.ts'

/** What estates are looked at with: dashboards, the exporters whose metrics they read, data sources, receivers of alerts. */
export const sightParts: readonly Part[] = [
  ...standardDashboards,
  ...standardExporters,
  ...standardDataSources,
  ...standardReceivers,
]
