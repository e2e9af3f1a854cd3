import {
  type Finding,
  type Flow,
  lookup,
  type Projection,
  partsOf,
  type Resolved,
  type ResolvedService,
  type ResolvedWithWorkloads,
} from '@homelab/estate/model'
import { clusterAlloySlot, hostAlloySlot, proxyAlloySlot } from './alloy.ts'
import { misplacedPanels } from './dashboards/misplaced-panels.ts'
import { mistakenPanels } from './dashboards/mistaken-panels.ts'
import { unknownMetrics } from './dashboards/unknown-metrics.ts'
import { idleConnections, unknownDatabases, unknownDataSources, unsetVariables } from './data-sources/unknown.ts'
import { isExporter } from './exporters/catalogue.ts'
import { exporterParts } from './exporters/exporter.ts'
import { dataSourcesSlot } from './grafana.ts'
import { collectorOn, collectorsIn } from './observed/collectors.ts'
import { dashboardsIn } from './observed/dashboards.ts'
import { observe } from './observed/index.ts'
import { prometheusSlot } from './prometheus.ts'
import { unkeptTimes } from './retention.ts'
import {
  emptyFiles,
  mistakenEndpoints,
  uncollectedLogs,
  unprobedRoutes,
  unreadLabels,
  unscrapedPorts,
} from './silence.ts'
import { forgottenRepeats, unreadAddresses, unsendableAlerts } from './slots/alertmanager.ts'
import { pushesOf } from './slots/alloy.ts'
import { dataSourcesOf } from './slots/grafana.ts'
import { alertmanagersOf } from './slots/prometheus.ts'
import { unevaluatedRules } from './unevaluated-rules.ts'
import { unsentAlerts } from './unsent-alerts.ts'
import { wideRoutes } from './wide-routes.ts'

/**
 * What only exporters, dashboards and data sources can tell of an estate. Its files are parts of others' files
 * (slots), so this projection has none.
 */
export const observability: Projection = {
  target: 'observability',
  render: resolved => ({ files: [], claims: [], takes: takenIn(resolved), findings: findingsOf(resolved) }),
}

/** The needs whose use a slot of their service reads. */
function takenIn(resolved: Resolved): Flow[] {
  const find = lookup(resolved)
  return resolved.services.flatMap(({ name, slots }) => {
    const { loki, prometheus } = pushesOf(find, name)
    const pushes = [clusterAlloySlot, hostAlloySlot, proxyAlloySlot].some(kind => slots.some(slot => kind.is(slot)))
    const sources = slots.some(dataSourcesSlot.is) ? dataSourcesOf(find, name) : []
    const alerting = slots.some(prometheusSlot.is) ? alertmanagersOf(find, name) : []
    return [
      ...alerting,
      ...(pushes ? [loki, prometheus].flatMap(flow => flow ?? []) : []),
      ...sources.map(({ flow }) => flow),
    ]
  })
}

function findingsOf(resolved: ResolvedWithWorkloads): Finding[] {
  const { services } = resolved
  const each = services.flatMap(service => [
    ...exportersOf(resolved, service),
    ...textfilesOf(resolved, service),
    ...unknownDataSources(resolved, service),
    ...unknownDatabases(resolved, service),
    ...unsetVariables(resolved, service),
    ...unsendableAlerts(resolved, service),
    ...unreadAddresses(resolved, service),
    ...unsentAlerts(resolved, service),
    ...unevaluatedRules(resolved, service),
    ...emptyFiles(resolved, service),
    ...unreadLabels(resolved, service),
    ...forgottenRepeats(resolved, service),
    ...idleConnections(resolved, service),
    ...unprobedRoutes(resolved, service),
    ...unscrapedPorts(resolved, service),
    ...uncollectedLogs(resolved, service),
    ...mistakenEndpoints(resolved, service),
    ...wideRoutes(resolved, service),
  ])
  return [
    ...each,
    ...undrawable(resolved),
    ...unknownMetrics(resolved),
    ...misplacedPanels(resolved),
    ...mistakenPanels(resolved),
    ...unwatchedBackups(resolved),
    ...unkeptTimes(services),
  ]
}

/** Alerts and dashboards read only metrics of exporters that somebody declares: a misspelt name hides all of them. */
function exportersOf(resolved: Resolved, { name: subject, file, metrics, textfiles }: ResolvedService): Finding[] {
  const parts = partsOf(resolved)
  const declared = [
    ...metrics.map(({ exporter }) => ({ path: 'metrics', exporter })),
    ...textfiles.map(({ path, exporter }) => ({ path: `textfile ${path}`, exporter })),
  ]
  return declared
    .filter(({ exporter }) => !isExporter(parts, exporter))
    .map(({ path, exporter }) => ({
      code: 'unknown-exporter',
      where: { subject, path, file },
      problem: 'nobody knows which metrics this gives',
      got: exporter,
      expected: exporterParts
        .all(parts)
        .map(({ kind }) => kind)
        .join(', '),
      fix: 'correct the name, or register the exporter with its metrics in the estate’s `parts`',
    }))
}

/** A collector reads one folder; a file elsewhere is written for nobody. */
function textfilesOf(resolved: Resolved, service: ResolvedService): Finding[] {
  const { name: subject, file, textfiles, at } = service
  const folder = collectorOn(collectorsIn(resolved), at)?.settings.textfileDirectory
  return textfiles
    .filter(({ path }) => path.slice(0, path.lastIndexOf('/')) !== folder)
    .map(({ path }) => ({
      code: 'invalid-path',
      where: { subject, path: `textfile ${path}`, file },
      problem: 'no collector of metrics on its host reads this file',
      got: path,
      ...(folder !== undefined && { expected: `a file in ${folder}` }),
      fix: folder === undefined ? 'run a collector on the host' : 'write it to the folder that the collector reads',
    }))
}

function undrawable(resolved: Resolved): Finding[] {
  return dashboardsIn(resolved).undrawable.map(({ service: { name: subject, file }, short, lacks }) => ({
    code: 'undrawable-dashboard',
    where: { subject, path: `dashboards.${short}`, file },
    problem: `the dashboard has nothing to show: ${lacks}`,
    fix: 'declare what it shows, or remove the dashboard',
  }))
}

/** Alerts on the age of backups are made of what measures the repository: without it there is none. */
function unwatchedBackups(resolved: Resolved): Finding[] {
  const watched = new Set(observe(resolved).backups.map(({ service }) => service))
  return resolved.services
    .filter(({ name, backsUp }) => backsUp !== undefined && !watched.has(name))
    .map(({ name: subject, file, backsUp }) => ({
      code: 'unwatched-backup',
      where: { subject, path: 'backsUp', file },
      problem: 'nothing on its host measures the repository, so no alert can tell that its backups are old',
      expected: `a collector of metrics on the host, and a text file about ${backsUp?.repository} that it reads, of an exporter that tells of backups`,
      fix: 'run both there, or accept it and say how else an old backup is noticed',
    }))
}
