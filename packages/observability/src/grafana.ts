import { defineSlot, made, type Slot } from '@homelab/estate/model'

/** The slot of Grafana's provisioned data sources: they come from what Grafana needs. */
export const dataSourcesSlot = defineSlot<object>('grafana-datasources.yaml')

/** Provisioned data sources, made of the needs with `asDataSource`. */
export function grafanaDataSources(): Slot {
  return dataSourcesSlot.of({})
}

/** The maker of Grafana's dashboards: it draws those of all services. */
export const dashboardsMaker = 'grafana-dashboards'

/** Files of dashboards, for whatever puts files where Grafana finds them. */
export function grafanaDashboards(): { readonly files: string; readonly settings: object } {
  return made({ files: dashboardsMaker, settings: {} })
}
