import { present } from '@homelab/formats/present'
import {
  type Dashboard,
  framed,
  logql,
  logs,
  type Panel,
  prom,
  promTable,
  stat,
  steps,
  table,
  timeseries,
  type Unit,
  upDown,
  variable,
} from '../../drawing/index.ts'
import { countedAsStuck } from '../../metrics/waiting.ts'
import type { DashboardContext, Named } from '../dashboard.ts'

const requests = 'kube_pod_container_resource_requests'
const limits = 'kube_pod_container_resource_limits'
const waiting = 'kube_pod_container_status_waiting_reason'

/** How objects are picked and told apart: where there are several clusters, by theirs as well. */
interface Choice {
  /** What is chosen at the top. */
  readonly chosen: string
  readonly by: string
  readonly legend: string
}

const ofOne: Choice = { chosen: 'namespace=~"$namespace"', by: 'namespace', legend: '{{namespace}}' }
const ofSeveral: Choice = {
  chosen: 'cluster=~"$cluster", namespace=~"$namespace"',
  by: 'cluster, namespace',
  legend: '{{cluster}} {{namespace}}',
}

/** Facts G8. */
export function draw(named: Named, _: object, { observed }: DashboardContext): Dashboard {
  const areSeveral = observed.clusters.length > 1
  const choice = areSeveral ? ofSeveral : ofOne
  const { chosen, by, legend } = choice
  const frame = { refresh: '30s', from: 'now-6h', timezone: 'browser', tooltip: 0, schema: 38, version: 2 } as const
  const shown = `kube_namespace_created${areSeveral ? '{cluster=~"$cluster"}' : ''}`
  const choose = (name: string, label: string, query: string) =>
    variable({ name, label, query, refresh: 2, multi: true })
  const variables = [
    ...(areSeveral ? [choose('cluster', 'Cluster', 'label_values(kube_namespace_created, cluster)')] : []),
    choose('namespace', 'Namespace', `label_values(${shown}, namespace)`),
  ]
  return framed(named, { ...frame, variables }, [
    stat({ id: 1, title: 'Cluster', at: [0, 0, 3, 3], queries: [prom('minikube_up')], ...upDown, background: true }),
    stat({
      id: 2,
      title: 'API Server',
      at: [3, 0, 3, 3],
      queries: [prom('minikube_apiserver_up')],
      ...upDown,
      background: true,
    }),
    number(3, 'Pods', 6, `count(kube_pod_info{${chosen}})`),
    number(4, 'Deployments', 9, `count(kube_deployment_created{${chosen}})`),
    number(5, 'StatefulSets', 12, `count(kube_statefulset_created{${chosen}})`),
    number(6, 'Namespaces', 15, `count(${shown})`),
    number(7, 'Memory Requests', 18, `sum(${requests}{${chosen}, resource="memory"})`, 'bytes'),
    number(8, 'CPU Requests (cores)', 21, `sum(${requests}{${chosen}, resource="cpu"})`, 'short'),
    stat({
      id: 13,
      title: 'Unhealthy Pods',
      at: [0, 3, 6, 4],
      queries: [prom(`count(${waiting}{${chosen}, ${countedAsStuck}}) or vector(0)`)],
      thresholds: steps('green', [1, 'red']),
      background: true,
    }),
    timeseries({
      id: 14,
      title: 'Pods by Waiting Reason',
      at: [6, 3, 18, 4],
      unit: 'short',
      queries: [prom(`sum by (reason) (${waiting}{${chosen}})`, '{{reason}}')],
      stacked: true,
    }),
    timeseries({
      id: 9,
      title: 'Pods by Namespace',
      at: [0, 7, 12, 8],
      unit: 'short',
      queries: [prom(`count by (${by}) (kube_pod_info{${chosen}})`, legend)],
      stacked: true,
    }),
    timeseries({
      id: 10,
      title: 'Memory Requests by Namespace',
      at: [12, 7, 12, 8],
      unit: 'bytes',
      queries: [prom(`sum by (${by}) (${requests}{${chosen}, resource="memory"})`, legend)],
      stacked: true,
    }),
    summary(choice),
    logs({ id: 12, title: 'Pod Logs', at: [0, 23, 24, 8], queries: [logql(`{${chosen}}`)] }),
  ])
}

function number(id: number, title: string, x: number, expr: string, unit?: Unit): Panel {
  return stat({ id, title, at: [x, 0, 3, 3], queries: [prom(expr)], ...present({ unit }) })
}

function columnsOf({ chosen, by }: Choice): Readonly<Record<string, { title: string; expr: string; unit?: Unit }>> {
  const total = (metric: string, resource: string): string =>
    `sum by (${by}) (${metric}{${chosen}, resource="${resource}"})`
  return {
    pods: { title: 'Pods', expr: `count by (${by}) (kube_pod_info{${chosen}})` },
    mem_req: { title: 'Memory Requests', expr: total(requests, 'memory'), unit: 'bytes' },
    mem_lim: { title: 'Memory Limits', expr: total(limits, 'memory'), unit: 'bytes' },
    cpu_req: { title: 'CPU Requests', expr: total(requests, 'cpu'), unit: 'short' },
    cpu_lim: { title: 'CPU Limits', expr: total(limits, 'cpu'), unit: 'short' },
  }
}

function summary(choice: Choice): Panel {
  const entries = Object.entries(columnsOf(choice))
  // Joined by one field the times are numbered; merged by all that rows share they are one.
  const isMerged = choice === ofSeveral
  const times = isMerged ? [['Time', true]] : entries.map((_, index) => [`Time ${index + 1}`, true])
  const renamed = entries.map(([ref, { title }]) => [`Value #${ref}`, title])
  const units = entries.flatMap(([, { title, unit }]) => (unit === undefined ? [] : [[title, unit]]))
  return table({
    id: 11,
    title: 'Namespace Resource Summary',
    at: [0, 15, 24, 8],
    queries: entries.map(([ref, { expr }]) => promTable(expr, ref)),
    transformations: [
      isMerged ? { id: 'merge', options: {} } : { id: 'joinByField', options: { byField: 'namespace', mode: 'outer' } },
      {
        id: 'organize',
        options: { excludeByName: Object.fromEntries(times), renameByName: Object.fromEntries(renamed) },
      },
    ],
    units: Object.fromEntries(units),
  })
}
