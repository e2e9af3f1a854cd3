import { type Address, contract, type EndpointUse, made, type Part, usesOf } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

/** Makes an endpoint a data source of Grafana: https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources */
export interface DataSourceUse extends EndpointUse {
  readonly kind: 'data-source'
  readonly name: string
  /** Grafana's name of the plugin: the kind of a registered part. */
  readonly type: string
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

/** A type of data sources as an estate registers it. */
export interface DataSourcePart extends Part {
  readonly contract: 'data-source'
  /** Grafana's name of the plugin. */
  readonly type: string
  /** How the plugin wants an endpoint's address. */
  readonly url: (address: Address) => string
}

/** Asked by whoever provisions Grafana. */
export const dataSourceParts = contract<DataSourcePart>('data-source')

/**
 * A type of data sources.
 *
 * @example dataSourcePart('influxdb', address => address.url)
 * @param type Grafana's name of the plugin
 * @param url how the plugin wants an endpoint's address
 */
export function dataSourcePart(type: string, url: DataSourcePart['url']): DataSourcePart {
  return { contract: 'data-source', kinds: [type], type, url }
}

export const isDataSource = usesOf<DataSourceUse>('data-source')

/** The endpoint is a data source of Grafana's, of this type. */
export function asDataSource(
  { type }: DataSourcePart,
  props: Omit<DataSourceUse, keyof EndpointUse | 'type'>,
): DataSourceUse {
  const { name, uid, ...rest } = props
  return made({ kind: 'data-source', uses: 'endpoint', name, ...present({ uid }), type, ...rest })
}
