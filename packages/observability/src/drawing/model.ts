/**
 * Dashboards as Grafana reads them, in the types of the Grafana Foundation SDK. Its builders and enums stay away at run
 * time: they are 69 files, whose loading takes three times as long as drawing all dashboards.
 */
import type * as sdk from '@grafana/grafana-foundation-sdk/dashboard'
import type { Query } from './queries.ts'

/** A type of the SDK as plain data: enums are the values that they stand for. */
export type Plain<T> = T extends string
  ? `${T}`
  : T extends number
    ? `${T}` extends `${infer N extends number}`
      ? N
      : never
    : T extends object
      ? { readonly [K in keyof T]: Plain<T[K]> }
      : T

/** A query with its name in the panel. */
export type Target = Query & { readonly refId: string }

export type Threshold = Plain<sdk.Threshold>
export type ThresholdsConfig = Plain<sdk.ThresholdsConfig>
export type ValueMapping = Plain<sdk.ValueMap>
export type Override = Plain<sdk.FieldConfigSource['overrides'][number]>
export type Transformation = Plain<sdk.DataTransformerConfig>
export type Link = Plain<sdk.DashboardLink>
export type Variable = Plain<sdk.VariableModel>
export type Row = Plain<Omit<sdk.RowPanel, 'panels'>> & { readonly panels: readonly never[] }

/** The SDK leaves open what single types of panels have: `options` and `fieldConfig.defaults.custom`. */
export type Panel = Plain<Omit<sdk.Panel, 'targets' | 'options' | 'fieldConfig'>> & {
  readonly targets: readonly Target[]
  readonly options?: object
  readonly fieldConfig?: {
    readonly defaults: Plain<Omit<sdk.FieldConfig, 'custom'>> & { readonly custom?: object }
    readonly overrides: readonly Override[]
  }
}

export type Dashboard = Plain<Omit<sdk.Dashboard, 'panels'>> & { readonly panels: readonly (Panel | Row)[] }
