import {
  contract,
  type Difference,
  made,
  type Part,
  type Renderer,
  type Resolved,
  type ResolvedService,
  renderer,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Dashboard, PanelLink } from '../drawing/index.ts'
import type { Observed } from '../metrics/observed.ts'
import type { Collectors } from '../observed/collectors.ts'

/** What a dashboard is called: plain data in its service. */
export interface Named {
  readonly kind: string
  /** In the ConfigMap's name and key: `grafana-dashboard-<short>`, `<short>.json`. */
  readonly short: string
  readonly title: string
  /** Unique in Grafana; in the dashboard's URL. */
  readonly uid: string
  readonly tags: readonly string[]
}

/** What a dashboard may be called instead of its default. */
export type Naming = Partial<Omit<Named, 'kind'>>

/** Of what it shows more than the overview does: panels there lead to it. */
export type Detail = 'backups' | 'cluster' | 'databases' | 'hosts' | 'logs' | 'probes'

/** What is asked when a dashboard looks for what it shows. */
export interface About {
  readonly resolved: Resolved
  /** The service that has the dashboard. */
  readonly service: ResolvedService
  readonly collectors: Collectors
}

/** What dashboards take from the estate as a whole. */
export interface DashboardContext {
  readonly observed: Observed
  /** Where more is shown; none where the estate has no dashboard of it. */
  readonly detail: (of: Detail) => PanelLink | undefined
}

/** Draws: pure. `taken` is what `takes` gave. */
export interface Drawing<T> {
  readonly draw: (named: Named, taken: T, context: DashboardContext) => Dashboard
}

/** One kind of dashboard as an estate registers it. */
export interface DashboardPart extends Part {
  readonly contract: 'dashboard'
  readonly defaults: Named
  /** Exporters of which at least one has to be collected: without, there is nothing to show. */
  readonly shows: readonly string[]
  readonly details?: Detail
  /** The names that its queries pick by, from the estate; or what is missing, one clause. */
  readonly takes: (about: About) => object | string
  /** Where it deliberately differs from the one in use. */
  readonly differences: readonly Difference[]
  readonly renderer: Renderer<Drawing<object>>
}

/** Asked by whoever draws and links dashboards. */
export const dashboardParts = contract<DashboardPart>('dashboard')

export interface DashboardProps<T extends object> {
  /** Its data's name: a DNS label. */
  readonly kind: string
  readonly title: string
  /** The kind by default. */
  readonly uid?: string
  readonly tags: readonly string[]
  /** Exporters of which at least one has to be collected; by default it shows something whatever there is. */
  readonly shows?: readonly string[]
  readonly details?: Detail
  /** Nothing by default. */
  readonly takes?: (about: About) => T | string
  readonly differences?: readonly Difference[]
  /** Imports the module that draws: `() => import('./render.ts')` */
  readonly load: () => Promise<Drawing<T>>
}

/**
 * A kind of dashboard. Its panels are drawn with `@homelab/observability/drawing`; their queries may read what a registered
 * exporter gives, and nothing else.
 *
 * @example dashboardPart({ kind: 'mail', title: 'Mail', tags: ['mail'], shows: ['mail'], load: () => import('./render.ts') })
 */
export function dashboardPart<T extends object = object>(props: DashboardProps<T>): DashboardPart {
  const { kind, title, uid = kind, tags, shows = [], details, takes = () => ({}), differences = [], load } = props
  return {
    contract: 'dashboard',
    kinds: [kind],
    defaults: { kind, short: kind, uid, title, tags },
    shows,
    ...present({ details }),
    takes,
    differences,
    // What `takes` gave is what `draw` is given, here and nowhere else.
    renderer: renderer(load as () => Promise<Drawing<object>>),
  }
}

/** A dashboard of a service. */
export function dashboard({ defaults }: DashboardPart, naming: Naming = {}): Named {
  return made({ ...defaults, ...naming })
}

/** The differences of a dashboard, for the file of its service. */
export function dashboardDifferences({ defaults: { short }, differences }: DashboardPart): readonly Difference[] {
  const changes = [{ kind: 'ConfigMap', name: `*-${short}`, fields: [`data["${short}.json"]`] }]
  return differences.map(each => made({ changes, ...each, shownBy: 'dashboards' }))
}
