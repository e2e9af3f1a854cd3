import { present } from '@homelab/formats/present'
import type { Named } from '../dashboards/dashboard.ts'
import type { Dashboard, Panel, Row, Variable } from './model.ts'
import { sources } from './queries.ts'

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
  readonly variables?: readonly Variable[]
}

/** The whole dashboard: the frame with its panels, in order. */
export function framed(
  { title, uid, tags }: Named,
  { refresh, from, timezone, tooltip, schema, version, variables = [] }: Frame,
  panels: readonly (Panel | Row)[],
): Dashboard {
  return {
    title,
    uid,
    tags,
    editable: true,
    ...present({ refresh }),
    time: { from, to: 'now' },
    timezone,
    graphTooltip: tooltip,
    fiscalYearStartMonth: 0,
    schemaVersion: schema,
    version,
    annotations: {},
    templating: { list: variables },
    panels,
  }
}

export interface VariableProps {
  readonly name: string
  readonly label: string
  /** `label_values(metric, label)` */
  readonly query: string
  /** When its values are asked for: 1 with the dashboard, 2 also when the range changes. */
  readonly refresh: 1 | 2
  /** Several values at once, and all of them. */
  readonly multi?: true
  /** Keeps the names that match: `/^en/`. */
  readonly filter?: string
}

/** A choice at the top of the dashboard, sorted by name. */
export function variable({ name, label, query, refresh, multi, filter }: VariableProps): Variable {
  return {
    type: 'query',
    name,
    label,
    datasource: sources.prometheus,
    query,
    definition: query,
    refresh,
    sort: 1,
    multi: multi === true,
    includeAll: multi === true,
    ...present({ regex: filter }),
  }
}
