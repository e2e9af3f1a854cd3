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
import type { Named } from '../dashboard.ts'

/** The namespaces chosen at the top. */
const chosen = 'namespace=~"$namespace"'
const requests = 'kube_pod_container_resource_requests'
const limits = 'kube_pod_container_resource_limits'
const waiting = 'kube_pod_container_status_waiting_reason'

/** Facts G8. */
export function draw(named: Named): Dashboard {
  const frame = { refresh: '30s', from: 'now-6h', timezone: 'browser', tooltip: 0, schema: 38, version: 2 } as const
  const namespace = variable({
    name: 'namespace',
    label: 'Namespace',
    query: 'label_values(kube_namespace_created, namespace)',
    refresh: 2,
    multi: true,
  })
  return framed(named, { ...frame, variables: [namespace] }, [
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
    number(6, 'Namespaces', 15, 'count(kube_namespace_created)'),
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
      queries: [prom(`count by (namespace) (kube_pod_info{${chosen}})`, '{{namespace}}')],
      stacked: true,
    }),
    timeseries({
      id: 10,
      title: 'Memory Requests by Namespace',
      at: [12, 7, 12, 8],
      unit: 'bytes',
      queries: [prom(`sum by (namespace) (${requests}{${chosen}, resource="memory"})`, '{{namespace}}')],
      stacked: true,
    }),
    summary(),
    logs({ id: 12, title: 'Pod Logs', at: [0, 23, 24, 8], queries: [logql(`{${chosen}}`)] }),
  ])
}

function number(id: number, title: string, x: number, expr: string, unit?: Unit): Panel {
  return stat({ id, title, at: [x, 0, 3, 3], queries: [prom(expr)], ...present({ unit }) })
}

const columns = {
  pods: { title: 'Pods', expr: `count by (namespace) (kube_pod_info{${chosen}})` },
  mem_req: { title: 'Memory Requests', expr: total(requests, 'memory'), unit: 'bytes' },
  mem_lim: { title: 'Memory Limits', expr: total(limits, 'memory'), unit: 'bytes' },
  cpu_req: { title: 'CPU Requests', expr: total(requests, 'cpu'), unit: 'short' },
  cpu_lim: { title: 'CPU Limits', expr: total(limits, 'cpu'), unit: 'short' },
} satisfies Record<string, { title: string; expr: string; unit?: Unit }>

function summary(): Panel {
  const entries: [string, { title: string; expr: string; unit?: Unit }][] = Object.entries(columns)
  const times = entries.map((_, index) => [`Time ${index + 1}`, true])
  const renamed = entries.map(([ref, { title }]) => [`Value #${ref}`, title])
  const units = entries.flatMap(([, { title, unit }]) => (unit === undefined ? [] : [[title, unit]]))
  return table({
    id: 11,
    title: 'Namespace Resource Summary',
    at: [0, 15, 24, 8],
    queries: entries.map(([ref, { expr }]) => promTable(expr, ref)),
    transformations: [
      { id: 'joinByField', options: { byField: 'namespace', mode: 'outer' } },
      {
        id: 'organize',
        options: { excludeByName: Object.fromEntries(times), renameByName: Object.fromEntries(renamed) },
      },
    ],
    units: Object.fromEntries(units),
  })
}

function total(metric: string, resource: string): string {
  return `sum by (namespace) (${metric}{${chosen}, resource="${resource}"})`
}
