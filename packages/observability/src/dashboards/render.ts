/** Dashboards as Grafana reads them. */

import type { Observed } from '../metrics/observed.ts'
import { borgmatic } from './borgmatic.ts'
import { docsApm } from './docs-apm.ts'
import { flyio } from './flyio.ts'
import { jellyfin } from './jellyfin.ts'
import { loki } from './loki.ts'
import { macos } from './macos.ts'
import { minikube } from './minikube.ts'
import type { Dashboard } from './model.ts'
import { overview } from './overview.ts'
import { postgresql } from './postgresql.ts'
import { services } from './services.ts'
import type { DashboardSpec } from './specs.ts'
import { zot } from './zot.ts'

/** What dashboards take from the estate as a whole. */
export interface DashboardContext {
  readonly observed: Observed
  /** Every dashboard of the estate, for links between them. */
  readonly dashboards: readonly DashboardSpec[]
}

/** The dashboard's JSON: plain data, keys in a stable order. */
export function renderDashboard(spec: DashboardSpec, context: DashboardContext): Dashboard {
  switch (spec.kind) {
    case 'borgmatic':
      return borgmatic(spec)
    case 'docs-apm':
      return docsApm(spec)
    case 'flyio':
      return flyio(spec)
    case 'jellyfin':
      return jellyfin(spec)
    case 'loki':
      return loki(spec)
    case 'macos':
      return macos(spec)
    case 'minikube':
      return minikube(spec)
    case 'overview':
      return overview(spec, context.observed, context.dashboards)
    case 'postgresql':
      return postgresql(spec)
    case 'services':
      return services(spec, context.observed)
    case 'zot':
      return zot(spec)
  }
}
