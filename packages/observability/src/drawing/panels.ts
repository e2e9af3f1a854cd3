/** Panels, in the few forms that the dashboards use. */

import type { FieldConfig as BarChartField, Options as BarChartOptions } from '@grafana/grafana-foundation-sdk/barchart'
import type { Options as BarGaugeOptions } from '@grafana/grafana-foundation-sdk/bargauge'
import type { Options as GaugeOptions } from '@grafana/grafana-foundation-sdk/gauge'
import type { Options as LogsOptions } from '@grafana/grafana-foundation-sdk/logs'
import type { Options as StatOptions } from '@grafana/grafana-foundation-sdk/stat'
import type { FieldConfig as TimeseriesField } from '@grafana/grafana-foundation-sdk/timeseries'
import type * as units from '@grafana/grafana-foundation-sdk/units'
import { present } from '@homelab/formats/present'
import type {
  Link,
  Override,
  Panel,
  Plain,
  Row,
  Threshold,
  ThresholdsConfig,
  Transformation,
  ValueMapping,
} from './model.ts'
import { type Query, sources, targets } from './queries.ts'

/** Column, row, width and height on Grafana's grid of 24 columns. */
export type At = readonly [x: number, y: number, width: number, height: number]

/**
 * Those that Grafana knows, and forms of its own making: `suffix:x`. Any other word stands behind the number as it is, of
 * which `x`, for a factor, is the only one that is meant so.
 * https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#unit
 */
export type Unit =
  | `${(typeof units)[Exclude<keyof typeof units, 'default'>]}`
  | 'x'
  | `${'bool' | 'count' | 'currency' | 'prefix' | 'si' | 'suffix' | 'time'}:${string}`

export interface PanelProps {
  /** Unique in its dashboard. */
  readonly id: number
  readonly title: string
  readonly at: At
  readonly queries: readonly Query[]
  /** Grafana's name of the unit: `short`, `s`, `decbytes`. */
  readonly unit?: Unit
  readonly decimals?: number
  readonly min?: number
  readonly max?: number
  /** See `steps`. */
  readonly thresholds?: readonly Threshold[]
  readonly mappings?: readonly ValueMapping[]
  readonly link?: PanelLink | undefined
}

/** Where more is shown. */
export type PanelLink = Readonly<Required<Pick<Link, 'title' | 'url'>>>

/** Colour steps: the colour below the first value, then the colour from each value on. */
export function steps(base: string, ...from: readonly (readonly [value: number, color: string])[]): Threshold[] {
  return [{ color: base, value: null }, ...from.map(([value, color]) => ({ color, value }))]
}

/** Names for the values of a state: its words and colours in the order of the values 0, 1, 2. */
export function states(...words: readonly (readonly [text: string, color: string])[]): ValueMapping[] {
  const options = Object.fromEntries(words.map(([text, color], index) => [`${index}`, { text, color, index }]))
  return [{ type: 'value', options }]
}

/** 0 is shown DOWN in red, 1 is shown UP in green. */
export const upDown = {
  mappings: states(['DOWN', 'red'], ['UP', 'green']),
  thresholds: steps('red', [1, 'green']),
} as const

export interface StatProps extends PanelProps {
  /** The colour fills the panel instead of the digits. */
  readonly background?: true
  readonly text?: 'value_and_name'
  /** Shows this field of a table instead of the numbers: a label's name. */
  readonly field?: string
  /** Colour steps for single series, by the name that the legend gives them. */
  readonly thresholdsByName?: ReadonlyMap<string, readonly Threshold[]>
}

/** One big value a series: the last one that is not null. */
export function stat({ background, text, field, thresholdsByName = new Map(), ...props }: StatProps): Panel {
  const options: Partial<Plain<StatOptions>> = {
    colorMode: background ? 'background' : 'value',
    ...present({ textMode: text }),
    reduceOptions: { calcs: ['lastNotNull'], fields: field === undefined ? '' : `/^${field}$/`, values: false },
  }
  const overrides = [...thresholdsByName].map(([name, each]) => override(name, 'thresholds', absolute(each)))
  // Without steps of its own Grafana would colour from 80 on.
  return panel('stat', { thresholds: steps('green'), ...props }, { options, overrides })
}

export interface TimeseriesProps extends PanelProps {
  readonly stacked?: true
  /** How much of the area under the line is filled, 0 to 100. */
  readonly fill?: number
}

/** Lines over time; thresholds are drawn as lines, too. */
export function timeseries({ stacked, fill, ...props }: TimeseriesProps): Panel {
  const custom: Plain<TimeseriesField> = {
    ...present({ fillOpacity: fill }),
    ...(stacked && { fillOpacity: 30, stacking: { group: 'A', mode: 'normal' } }),
    ...(props.thresholds !== undefined && { thresholdsStyle: { mode: 'line' } }),
  }
  return panel('timeseries', props, { custom })
}

const lastValue = { calcs: ['lastNotNull'], fields: '', values: false }

export function gauge(props: PanelProps): Panel {
  const options: Partial<Plain<GaugeOptions>> = { reduceOptions: lastValue }
  return panel('gauge', { thresholds: steps('green'), ...props }, { options })
}

/** One horizontal bar a series. */
export function barGauge(props: PanelProps): Panel {
  const options: Partial<Plain<BarGaugeOptions>> = {
    displayMode: 'gradient',
    orientation: 'horizontal',
    reduceOptions: lastValue,
  }
  return panel('bargauge', { thresholds: steps('green'), ...props }, { options })
}

/** Horizontal bars for the rows of one instant. */
export function barChart(props: PanelProps): Panel {
  const options: Partial<Plain<BarChartOptions>> = { orientation: 'horizontal' }
  const custom: Plain<BarChartField> = { fillOpacity: 80 }
  return panel('barchart', props, { options, custom })
}

export interface TableProps extends PanelProps {
  readonly transformations: readonly Transformation[]
  /** The unit of single columns, by the column's name. */
  readonly units?: Readonly<Record<string, Unit>>
}

export function table({ transformations, units = {}, ...props }: TableProps): Panel {
  const overrides = Object.entries(units).map(([column, unit]) => override(column, 'unit', unit))
  return { ...panel('table', props, { overrides }), transformations }
}

/** Log lines, newest first. */
export function logs(props: PanelProps): Panel {
  const options: Partial<Plain<LogsOptions>> = {
    showTime: true,
    wrapLogMessage: true,
    enableLogDetails: true,
    dedupStrategy: 'none',
    sortOrder: 'Descending',
  }
  return panel('logs', props, { options })
}

/** A heading that its panels can be folded under. */
export function row(id: number, title: string, y: number): Row {
  return { type: 'row', id, title, gridPos: grid([0, y, 24, 1]), collapsed: false, panels: [] }
}

interface Look {
  readonly options?: object
  readonly custom?: object
  readonly overrides?: readonly Override[]
}

function panel(type: string, props: PanelProps, { options, custom, overrides = [] }: Look): Panel {
  const { id, title, at, queries, link, thresholds, mappings, unit, decimals, min, max } = props
  const defaults = {
    ...present({ unit, decimals, min, max, mappings }),
    ...(thresholds !== undefined && { thresholds: absolute(thresholds) }),
    ...present({ custom }),
  }
  return {
    type,
    id,
    title,
    gridPos: grid(at),
    datasource: type === 'logs' ? sources.loki : sources.prometheus,
    targets: targets(queries),
    ...(link !== undefined && { links: [linkTo(link)] }),
    ...present({ options }),
    fieldConfig: { defaults, overrides },
  }
}

function override(name: string, id: string, value: string | ThresholdsConfig): Override {
  return { matcher: { id: 'byName', options: name }, properties: [{ id, value }] }
}

function absolute(steps: readonly Threshold[]): ThresholdsConfig {
  return { mode: 'absolute', steps }
}

function linkTo({ title, url }: PanelLink): Link {
  return {
    title,
    type: 'link',
    url,
    icon: '',
    tooltip: '',
    tags: [],
    asDropdown: false,
    targetBlank: false,
    includeVars: false,
    keepTime: false,
  }
}

function grid([x, y, w, h]: At): { x: number; y: number; w: number; h: number } {
  return { x, y, w, h }
}
