import { defineSlot, type EndpointUse, made, type Slot, usesOf } from '@homelab/estate'

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

/** Makes an endpoint a data source of Grafana: https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources */
export interface DataSourceUse extends EndpointUse {
  readonly kind: 'data-source'
  readonly name: string
  readonly type: 'prometheus' | 'loki' | 'postgres'
  /** Chosen when a panel names none. */
  readonly isDefault?: true
  /** For databases: which, and as whom. */
  readonly database?: { readonly name: string; readonly user: string }
  readonly jsonData?: Readonly<Record<string, string | number | boolean>>
  /** Key -> environment variable of Grafana that holds the value. */
  readonly secureJsonData?: Readonly<Record<string, string>>
  /** The name in lower case by default, as the dashboards refer to it. */
  readonly uid?: string
}

export const isDataSource = usesOf<DataSourceUse>('data-source')

export function asDataSource(props: Omit<DataSourceUse, keyof EndpointUse>): DataSourceUse {
  return made({ kind: 'data-source', uses: 'endpoint', ...props })
}
