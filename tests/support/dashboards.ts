/** A dashboard's JSON as Grafana reads it: only the fields that tests look at. */
import { configMapsIn } from './objects.ts'

interface Target {
  readonly refId: string
  readonly expr: string
  readonly legendFormat?: string
  readonly instant?: boolean
  readonly format?: string
  readonly datasource: unknown
}

export interface Panel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly datasource?: unknown
  readonly targets: readonly Target[]
  readonly links?: readonly { readonly title: string; readonly url: string }[]
  readonly options?: { readonly colorMode?: string; readonly textMode?: string; readonly orientation?: string }
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit?: string
      readonly decimals?: number
      readonly min?: number
      readonly max?: number
      readonly mappings?: readonly { readonly options: Readonly<Record<string, { text: string; color: string }>> }[]
      readonly thresholds?: { readonly steps: readonly { readonly value: number | null; readonly color: string }[] }
      readonly custom?: { readonly stacking?: unknown; readonly fillOpacity?: number }
    }
  }
}

export interface ReadDashboard {
  readonly title: string
  readonly uid: string
  readonly tags: readonly string[]
  readonly refresh?: string
  readonly time: { readonly from: string; readonly to: string }
  readonly timezone: string
  readonly graphTooltip: number
  readonly schemaVersion: number
  readonly version: number
  readonly editable: boolean
  readonly panels: readonly Panel[]
  readonly templating: {
    readonly list: readonly {
      readonly name: string
      readonly label: string
      readonly query: string
      readonly multi: boolean
      readonly includeAll: boolean
      readonly refresh: number
      readonly sort: number
      readonly regex?: string
    }[]
  }
}

/** The dashboards among rendered files, by the name in their ConfigMaps: those that Grafana's sidecar finds. */
export function dashboardsIn(files: ReadonlyMap<string, string>): ReadonlyMap<string, object> {
  return new Map(
    configMapsIn(files)
      .filter(({ metadata: { labels } }) => labels?.['grafana_dashboard'] === '1')
      .flatMap(({ data }) =>
        Object.entries(data).map(([key, text]): [string, object] => [key.replace(/\.json$/, ''), JSON.parse(text)]),
      ),
  )
}

/** Goes through text, as the ConfigMap does. */
export function readDashboard(dashboard: object): ReadDashboard {
  const read: ReadDashboard = JSON.parse(JSON.stringify(dashboard))
  return { ...read, panels: read.panels.map(panel => ({ ...panel, targets: panel.targets ?? [] })) }
}
