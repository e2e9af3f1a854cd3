import type { DataSourcePart } from './data-source.ts'
import { lokiSource } from './loki/index.ts'
import { postgresSource } from './postgres/index.ts'
import { prometheusSource } from './prometheus/index.ts'

export {
  asDataSource,
  type DataSourcePart,
  type DataSourceUse,
  dataSourcePart,
  isDataSource,
} from './data-source.ts'
export * from './loki/index.ts'
export * from './postgres/index.ts'
export * from './prometheus/index.ts'

/** The data sources that these packages know. */
export const standardDataSources: readonly DataSourcePart[] = [prometheusSource, lokiSource, postgresSource]
