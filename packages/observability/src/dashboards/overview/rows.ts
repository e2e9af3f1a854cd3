/**
 * The panels of "is everything well", row by row. Each function leaves out what the estate has not.
 *
 * States are asked for at this moment only: over a range, the last value of a series that has ended would still shine.
 */
import {
  barGauge,
  matching,
  oneOf,
  type PanelLink,
  prom,
  promNow,
  type Query,
  stat,
  steps,
  summedRate,
  timeseries,
  upDown,
} from '../../drawing/index.ts'
import type { Observed } from '../../metrics/observed.ts'
import { diskUsage, volumeUsage } from '../../metrics/usage.ts'
import { notStarting } from '../../metrics/waiting.ts'
import type { Detail } from '../dashboard.ts'
import type { Draw } from './render.ts'

export interface Links {
  readonly detail: (of: Detail) => PanelLink | undefined
  readonly alerts: PanelLink | undefined
  readonly targets: PanelLink | undefined
}

const day = 86_400
const noneIsGood = steps('green', [1, 'red'])
const share = {
  unit: 'percentunit',
  min: 0,
  max: 1,
  thresholds: steps('green', [0.7, 'yellow'], [0.85, 'red']),
} as const

/** How many things are wrong: every number should be 0. */
export function countsOf(observed: Observed, links: Links): readonly Draw[] {
  const { probes, targets, clusters } = observed
  const firing = 'count(ALERTS{alertstate="firing", severity!="none"}) or vector(0)'
  const failing = `count(probe_success${matching({}, oneOf('job', jobsOf(probes)))} == 0) or vector(0)`
  const stuck = `count(kube_pod_container_status_waiting_reason{${notStarting}}) or vector(0)`
  return [
    count(1, 'Alerts Firing', firing, links.alerts),
    ...(probes.length === 0 ? [] : [count(2, 'Probes Failing', failing, links.detail('probes'))]),
    ...(targets.length === 0 ? [] : [count(3, 'Targets Down', 'count(up == 0) or vector(0)', links.targets)]),
    ...(clusters.length === 0 ? [] : [count(4, 'Stuck Containers', stuck, links.detail('cluster'))]),
  ]
}

/** What is up and what is down, by name. */
export function statesOf({ probes, targets, databases }: Observed, links: Links): readonly Draw[] {
  const up = { unit: 'short', ...upDown, background: true, text: 'value_and_name' } as const
  const ofProbes = probes.map(({ job, title }) => promNow(`probe_success${matching({ job })}`, title))
  const ofTargets = targets.map(({ series, title }) => promNow(`up${matching(series)}`, title))
  const ofDatabases = databases.flatMap(({ series, title }) =>
    series === undefined ? [] : [promNow(`cnpg_collector_up${matching(series)}`, title)],
  )
  return [
    ...given(
      ofProbes,
      queries => at => stat({ id: 5, title: 'Probes', at, queries, ...up, link: links.detail('probes') }),
    ),
    ...given(ofTargets, queries => at => stat({ id: 6, title: 'Targets', at, queries, ...up, link: links.targets })),
    ...given(
      ofDatabases,
      queries => at => stat({ id: 7, title: 'Databases', at, queries, ...up, link: links.detail('databases') }),
    ),
  ]
}

/** What runs out: the age of backups against their schedule, space in volumes and on hosts. */
export function storageOf({ backups, volumes, hosts }: Observed, links: Links): readonly Draw[] {
  const ages = backups.map(({ series, title, metrics }) =>
    promNow(`time() - ${metrics.newest}${matching(series)}`, title),
  )
  const allowed = new Map(
    backups.map(backup => [backup.title, steps('green', [backup.periodSeconds + backup.graceSeconds, 'red'])]),
  )
  const usage = volumes.map(({ measured, title }) => promNow(volumeUsage(measured), title))
  const disks = hosts.map(host => promNow(diskUsage(host), `${host.title} {{mountpoint}}`))
  const mac = links.detail('hosts')
  return [
    ...given(
      ages,
      queries => at =>
        stat({
          id: 8,
          title: 'Backup Age',
          at,
          unit: 's',
          queries,
          text: 'value_and_name',
          thresholdsByName: allowed,
          link: links.detail('backups'),
        }),
    ),
    ...given(
      usage,
      queries => at => barGauge({ id: 9, title: 'Volumes', at, queries, ...share, link: links.detail('cluster') }),
    ),
    ...given(disks, queries => at => barGauge({ id: 10, title: 'Disks of Hosts', at, queries, ...share, link: mac })),
  ]
}

/** What is wrong by name and since when; what gets worse: restarting pods, certificates that end. */
export function troublesOf({ clusters, probes }: Observed, links: Links): readonly Draw[] {
  const alerts: Draw = at =>
    timeseries({
      id: 16,
      title: 'Which Alerts Fire',
      at,
      unit: 'short',
      queries: [
        prom(
          'count by (alertname, service) (ALERTS{alertstate="firing", severity!="none"})',
          '{{alertname}}: {{service}}',
        ),
      ],
      link: links.alerts,
    })
  const [by, name] = clusters.length > 1 ? ['cluster, ', '{{cluster}} '] : ['', '']
  const restarts = `sum by (${by}namespace, pod) (increase(kube_pod_container_status_restarts_total[1h])) > 0`
  const ends = probes
    .filter(probe => probe.tls)
    .map(({ job, title }) => promNow(`probe_ssl_earliest_cert_expiry${matching({ job })} - time()`, title))
  const pods: Draw = at =>
    timeseries({
      id: 11,
      title: 'Restarts in an Hour',
      at,
      unit: 'short',
      queries: [prom(restarts, `${name}{{namespace}}/{{pod}}`)],
      link: links.detail('cluster'),
    })
  return [
    alerts,
    ...(clusters.length === 0 ? [] : [pods]),
    ...given(
      ends,
      queries => at =>
        stat({
          id: 12,
          title: 'Certificates End In',
          at,
          unit: 's',
          queries,
          thresholds: steps('red', [7 * day, 'yellow'], [14 * day, 'green']),
          text: 'value_and_name',
          link: links.detail('probes'),
        }),
    ),
  ]
}

/** Whether what is measured and logged arrives. */
export function ingestionOf({ loki, prometheus }: Observed, links: Links): readonly Draw[] {
  const writes = 'prometheus_http_requests_total{handler="/api/v1/write"}'
  const logs = links.detail('logs')
  return [
    ...(loki === undefined ? [] : [line(13, 'Log Lines', 'loki_distributor_lines_received_total', logs)]),
    ...(prometheus === undefined
      ? []
      : [
          line(14, 'Samples', 'prometheus_tsdb_head_samples_appended_total', links.targets),
          line(15, 'Remote Writes by Answer', writes, links.targets, 'code'),
        ]),
  ]
}

function jobsOf(probes: Observed['probes']): readonly string[] {
  return probes.map(({ job }) => job)
}

function count(id: number, title: string, expr: string, link: PanelLink | undefined): Draw {
  const style = { unit: 'short', thresholds: noneIsGood, background: true } as const
  return at => stat({ id, title, at, queries: [promNow(expr)], ...style, link })
}

/** A counter's growth a second over time. */
function line(id: number, title: string, counter: string, link: PanelLink | undefined, by?: string): Draw {
  const query = by === undefined ? prom(summedRate(counter), title) : prom(summedRate(counter, by), `{{${by}}}`)
  return at => timeseries({ id, title, at, unit: 'short', queries: [query], link })
}

/** The panel, when there is anything to show in it. */
function given(queries: readonly Query[], draw: (queries: readonly Query[]) => Draw): readonly Draw[] {
  return queries.length === 0 ? [] : [draw(queries)]
}
