/**
 * Panels, in the few forms that the dashboards use, over the Grafana Foundation SDK.
 *
 * Only the SDK's `dashboard` and `common` modules are loaded: its builders of single panel types pull in 180 further
 * files and triple the time that the import takes, for setters of fields that are written here as checked literals.
 */

import type { FieldConfig as BarChartField, Options as BarChartOptions } from '@grafana/grafana-foundation-sdk/barchart'
import type { Options as BarGaugeOptions } from '@grafana/grafana-foundation-sdk/bargauge'
import {
  BarGaugeDisplayMode,
  BigValueColorMode,
  BigValueTextMode,
  GraphThresholdsStyleMode,
  LogsDedupStrategy,
  LogsSortOrder,
  StackingMode,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common'
import {
  DashboardLinkBuilder,
  type DataTransformerConfig,
  MappingType,
  PanelBuilder,
  RowBuilder,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard'
import type { Options as GaugeOptions } from '@grafana/grafana-foundation-sdk/gauge'
import type { Options as LogsOptions } from '@grafana/grafana-foundation-sdk/logs'
import type { Options as StatOptions } from '@grafana/grafana-foundation-sdk/stat'
import type { FieldConfig as TimeseriesField } from '@grafana/grafana-foundation-sdk/timeseries'
import { type Query, sources, target } from './queries.ts'

/** Column, row, width and height on Grafana's grid of 24 columns. */
export type At = readonly [x: number, y: number, width: number, height: number]

export interface PanelProps {
  /** Unique in its dashboard. */
  readonly id: number
  readonly title: string
  readonly at: At
  readonly queries: readonly Query[]
  /** Grafana's name of the unit: `short`, `s`, `decbytes`. */
  readonly unit?: string
  readonly decimals?: number
  readonly min?: number
  readonly max?: number
  /** See `steps`. */
  readonly thresholds?: readonly Threshold[]
  readonly mappings?: readonly ValueMapping[]
  readonly description?: string
  readonly link?: { readonly title: string; readonly url: string } | undefined
}

/** Colour steps: the colour below the first value, then the colour from each value on. */
export function steps(base: string, ...from: readonly (readonly [value: number, color: string])[]): Threshold[] {
  return [{ color: base, value: null }, ...from.map(([value, color]) => ({ color, value }))]
}

/** Names for the values of a state: its words and colours in the order of the values 0, 1, 2. */
export function states(...words: readonly (readonly [text: string, color: string])[]): ValueMapping[] {
  const options = Object.fromEntries(words.map(([text, color], index) => [`${index}`, { text, color, index }]))
  return [{ type: MappingType.ValueToText, options }]
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
}

/** Colour steps for single series, by the name that the legend gives them. */
export function stepsByName(panel: PanelBuilder, steps: ReadonlyMap<string, readonly Threshold[]>): PanelBuilder {
  for (const [name, thresholds] of steps) {
    panel.overrideByName(name, [{ id: 'thresholds', value: absolute(thresholds).build() }])
  }
  return panel
}

/** One big value a series: the last one that is not null. */
export function stat(props: StatProps): PanelBuilder {
  const options: Partial<StatOptions> = {
    colorMode: props.background ? BigValueColorMode.Background : BigValueColorMode.Value,
    ...(props.text === undefined ? {} : { textMode: BigValueTextMode.ValueAndName }),
    reduceOptions: {
      calcs: ['lastNotNull'],
      fields: props.field === undefined ? '' : `/^${props.field}$/`,
      values: false,
    },
  }
  // Without steps of its own Grafana would colour from 80 on.
  return panel('stat', { thresholds: steps('green'), ...props }).options(options)
}

export interface TimeseriesProps extends PanelProps {
  readonly stacked?: true
  /** How much of the area under the line is filled, 0 to 100. */
  readonly fill?: number
}

/** Lines over time; thresholds are drawn as lines, too. */
export function timeseries(props: TimeseriesProps): PanelBuilder {
  const custom: TimeseriesField = {
    ...(props.fill === undefined ? {} : { fillOpacity: props.fill }),
    ...(props.stacked ? { fillOpacity: 30, stacking: { group: 'A', mode: StackingMode.Normal } } : {}),
    ...(props.thresholds === undefined ? {} : { thresholdsStyle: { mode: GraphThresholdsStyleMode.Line } }),
  }
  return panel('timeseries', props).custom(custom)
}

const lastValue = { calcs: ['lastNotNull'], fields: '', values: false }

export function gauge(props: PanelProps): PanelBuilder {
  const options: Partial<GaugeOptions> = { reduceOptions: lastValue }
  return panel('gauge', { thresholds: steps('green'), ...props }).options(options)
}

/** One horizontal bar a series. */
export function barGauge(props: PanelProps): PanelBuilder {
  const options: Partial<BarGaugeOptions> = {
    displayMode: BarGaugeDisplayMode.Gradient,
    orientation: VizOrientation.Horizontal,
    reduceOptions: lastValue,
  }
  return panel('bargauge', { thresholds: steps('green'), ...props }).options(options)
}

/** Horizontal bars for the rows of one instant. */
export function barChart(props: PanelProps): PanelBuilder {
  const options: Partial<BarChartOptions> = { orientation: VizOrientation.Horizontal }
  const custom: BarChartField = { fillOpacity: 80 }
  return panel('barchart', props).options(options).custom(custom)
}

export interface TableProps extends PanelProps {
  readonly transformations: readonly DataTransformerConfig[]
  /** The unit of single columns, by the column's name. */
  readonly units?: Readonly<Record<string, string>>
}

export function table(props: TableProps): PanelBuilder {
  const built = panel('table', props).transformations([...props.transformations])
  for (const [column, value] of Object.entries(props.units ?? {})) built.overrideByName(column, [{ id: 'unit', value }])
  return built
}

/** Log lines, newest first. */
export function logs(props: PanelProps): PanelBuilder {
  const options: Partial<LogsOptions> = {
    showTime: true,
    wrapLogMessage: true,
    enableLogDetails: true,
    dedupStrategy: LogsDedupStrategy.None,
    sortOrder: LogsSortOrder.Descending,
  }
  return panel('logs', props).options(options)
}

/** A heading that its panels can be folded under. */
export function row(id: number, title: string, y: number): RowBuilder {
  return new RowBuilder(title).id(id).gridPos(grid([0, y, 24, 1]))
}

function panel(type: string, props: PanelProps): PanelBuilder {
  const built = new PanelBuilder()
    .type(type)
    .id(props.id)
    .title(props.title)
    .datasource(type === 'logs' ? sources.loki : sources.prometheus)
    .gridPos(grid(props.at))
    .targets(props.queries.map(target))
  if (props.description !== undefined) built.description(props.description)
  if (props.link !== undefined) built.links([new DashboardLinkBuilder(props.link.title).url(props.link.url)])
  if (props.unit !== undefined) built.unit(props.unit)
  if (props.decimals !== undefined) built.decimals(props.decimals)
  if (props.min !== undefined) built.min(props.min)
  if (props.max !== undefined) built.max(props.max)
  if (props.mappings !== undefined) built.mappings([...props.mappings])
  if (props.thresholds !== undefined) built.thresholds(absolute(props.thresholds))
  return built
}

function absolute(thresholds: readonly Threshold[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...thresholds])
}

function grid([x, y, w, h]: At): { x: number; y: number; w: number; h: number } {
  return { x, y, w, h }
}
