/** What looks as if it were watched, and is not. */
import {
  type Finding,
  type Flow,
  known,
  lookup,
  partsOf,
  type Resolved,
  type ResolvedService,
  whereInWorkload,
} from '@homelab/estate/model'
import { isAlertmanager } from './alertmanager.ts'
import { clusterAlloySlot, isLokiPush, isRemoteWrite } from './alloy.ts'
import { isDataSource } from './data-sources/data-source.ts'
import { isExporter } from './exporters/catalogue.ts'
import { dataSourcesSlot } from './grafana.ts'
import { prometheusSlot } from './prometheus.ts'
import { dataSourcesOf } from './slots/grafana.ts'

/** A file that is made of what the service needs, or of what others declare, and of which nothing is left. */
export function emptyFiles(resolved: Resolved, service: ResolvedService): Finding[] {
  const { name, slots } = service
  return slots.flatMap((slot): Finding[] => {
    const empty = (problem: string, expected: string): Finding[] => [
      {
        code: 'empty-setting',
        where: whereInWorkload(service, slot.slot, slot),
        problem,
        expected,
        fix: 'put back what was there, or remove the file',
      },
    ]
    if (dataSourcesSlot.is(slot) && dataSourcesOf(lookup(resolved), name).length === 0)
      return empty('it has no data source, so every dashboard is empty', 'a need with `asDataSource(…)`')
    if (prometheusSlot.is(slot) && !resolved.scrapes.some(({ by }) => by === name))
      return empty('it scrapes nothing', 'a service with `metrics` that it collects')
    return []
  })
}

/** Labels of a field that is not read have no value, and every query by them finds nothing. */
export function unreadLabels(_: Resolved, service: ResolvedService): Finding[] {
  return service.slots.filter(clusterAlloySlot.is).flatMap(slot => {
    const { jsonFields, jsonLabels } = slot.settings
    return jsonLabels
      .filter(label => !jsonFields.includes(label))
      .map(
        (label): Finding => ({
          code: 'unread-option',
          where: whereInWorkload(service, slot.slot, slot),
          problem: 'a label is made of a field that is not read of the lines',
          got: label,
          expected: jsonFields.join(', ') || 'a field in `jsonFields`',
          fix: 'read the field, too, or leave the label out',
        }),
      )
  })
}

/** A way in for people whose end nobody notices. Where nothing probes, nothing is expected to. */
export function unprobedRoutes(resolved: Resolved, { name: subject, file }: ResolvedService): Finding[] {
  const { services, outsideProbes, routes } = resolved
  if (!services.some(({ collects }) => collects.includes('probes'))) return []
  if (outsideProbes.some(({ service }) => service === subject)) return []
  const [route] = routes.filter(({ service, protocol }) => service === subject && protocol === 'https')
  if (route === undefined) return []
  return [
    {
      code: 'unprobed-route',
      where: { subject, path: 'probes', file },
      problem: `people reach it as ${route.hostname}, and nothing notices when it does not answer`,
      expected: '`probes.health`, or `ready` or `live` over HTTP',
      fix: 'say at which path it is well, or accept it and say who notices',
    },
  ]
}

/** What is written by pods and hosts from which nobody collects logs, while somebody does elsewhere. */
export function uncollectedLogs({ services }: Resolved, service: ResolvedService): Finding[] {
  const { name: subject, file, at, logs, journals, runs } = service
  const collectors = services.filter(({ collects }) => collects.includes('logs'))
  if (collectors.length === 0) return []
  if (collectors.some(other => other.at.kind === at.kind && other.at.name === at.name)) return []
  const onHost = [...logs.map(({ path }) => path), ...journals.map(({ unit }) => unit)]
  const inCluster = at.kind === 'cluster' && known(runs.pods).length > 0 ? ['the logs of its pods'] : []
  const [got] = [...onHost, ...inCluster]
  if (got === undefined) return []
  return [
    {
      code: 'uncollected-logs',
      where: { subject, path: 'workload.logs', file },
      problem: `nothing on ${at.name} collects logs`,
      got,
      fix: 'run a collector of logs there, or accept it and say where they are read',
    },
  ]
}

/** The exporter that tells what a service is, of those to which things are sent and of which they are asked. */
function meant({ use }: Flow): string | undefined {
  if (isLokiPush(use)) return 'loki'
  if (isRemoteWrite(use)) return 'prometheus'
  if (isAlertmanager(use)) return 'alertmanager'
  return isDataSource(use) ? use.type : undefined
}

/** Logs that are pushed to Prometheus, metrics to Loki: who gives the metrics of one kind of service is none of another. */
export function mistakenEndpoints(resolved: Resolved, { name: subject, file }: ResolvedService): Finding[] {
  const find = lookup(resolved)
  return find.flowsFrom(subject).flatMap((flow): Finding[] => {
    const expected = meant(flow)
    const given = find.service(flow.to)?.metrics.map(({ exporter }) => exporter) ?? []
    const tells = expected !== undefined && isExporter(partsOf(resolved), expected) && given.length > 0
    if (!tells || given.includes(expected)) return []
    return [
      {
        code: 'mistaken-endpoint',
        where: { subject, path: `needs.${flow.to}.use`, file },
        problem: `what is for ${expected} goes to a service of another kind`,
        got: given.join(', '),
        expected: `a service with metrics of ${expected}`,
        fix: 'name the right service, or the right use',
      },
    ]
  })
}

/** A port that is there for metrics, and of which nobody asks any: no alert tells of what they would say. */
export function unscrapedPorts(resolved: Resolved, service: ResolvedService): Finding[] {
  const { name: subject, file, ports, metrics } = service
  const { services, routes } = resolved
  if (!('metrics' in ports) || !services.some(({ collects }) => collects.includes('metrics'))) return []
  const isUsed =
    metrics.some(({ port }) => port === 'metrics') ||
    routes.some(route => route.service === subject && route.port === 'metrics') ||
    lookup(resolved)
      .flowsTo(subject)
      .some(({ port }) => port === 'metrics')
  if (isUsed) return []
  return [
    {
      code: 'unread-option',
      where: { subject, path: 'ports.metrics', file },
      problem: 'nobody asks for the metrics of this port, so that no alert is made of them',
      expected: "`metrics: { port: 'metrics', exporter }`",
      fix: 'say whose metrics these are, or leave the port out',
    },
  ]
}
