import {
  type Dashboard,
  DashboardBuilder,
  type PanelBuilder,
  QueryVariableBuilder,
  RowBuilder,
  type VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard'
import { sources } from './queries.ts'
import type { Named } from './specs.ts'

/** What a dashboard has around its panels. */
export interface Frame {
  /** How often it asks again: `30s`; never when left out. */
  readonly refresh?: string
  /** Start of the default range, which ends now: `now-6h`. */
  readonly from: string
  /** The browser's, or the one that Grafana is set to when empty. */
  readonly timezone: 'browser' | ''
  /** 0: each panel its own; 1: the cross-hair is shared. */
  readonly tooltip: 0 | 1
  /** Grafana's schema of dashboards; older ones are migrated when loaded. */
  readonly schema: number
  readonly version: number
  readonly variables?: readonly QueryVariableBuilder[]
}

/** The whole dashboard: the frame with its panels, in order. */
export function framed(spec: Named<string>, frame: Frame, panels: readonly (PanelBuilder | RowBuilder)[]): Dashboard {
  const built = new DashboardBuilder(spec.title)
    .uid(spec.uid)
    .tags([...spec.tags])
    .timezone(frame.timezone)
    .tooltip(frame.tooltip)
    .time({ from: frame.from, to: 'now' })
    .version(frame.version)
    .variables([...(frame.variables ?? [])])
  if (frame.refresh !== undefined) built.refresh(frame.refresh)
  for (const panel of panels) {
    if (panel instanceof RowBuilder) built.withRow(panel)
    else built.withPanel(panel)
  }
  // The builder has no setter for it.
  return { ...built.build(), schemaVersion: frame.schema }
}

export interface VariableProps {
  readonly name: string
  readonly label: string
  /** `label_values(metric, label)` */
  readonly query: string
  readonly refresh: VariableRefresh
  /** Several values at once, and all of them. */
  readonly multi?: true
  /** Keeps the names that match: `/^en/`. */
  readonly filter?: string
}

/** A choice at the top of the dashboard, sorted by name. */
export function variable(props: VariableProps): QueryVariableBuilder {
  const built = new QueryVariableBuilder(props.name)
    .label(props.label)
    .datasource(sources.prometheus)
    .query(props.query)
    .definition(props.query)
    .refresh(props.refresh)
    .sort(VariableSort.AlphabeticalAsc)
  if (props.multi) built.multi(true).includeAll(true)
  if (props.filter !== undefined) built.regex(props.filter)
  return built
}
