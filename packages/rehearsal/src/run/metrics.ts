/**
 * kube-state-metrics, Argo CD and Prometheus over the live cluster: is every metric served that something asks for, and does
 * every rule work.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { present } from '@homelab/formats/present'
import type { Asked, Wrong } from '../asked.ts'
import { applicationOfObject, type KubeObject } from '../objects.ts'
import { argocdMetrics } from './argocd.ts'
import type { ControlPlane } from './control-plane.ts'
import { listed } from './listed.ts'

const address = '127.0.77.5'
const exporter = { program: 'kube-state-metrics', image: /kube-state-metrics\/kube-state-metrics[:@]/, port: 8080 }
const collector = { program: 'prometheus', image: /(^|\/)prom\/prometheus[:@]/, port: 9090 }

interface Container {
  readonly image?: string
  readonly args?: readonly string[]
}

interface Spec {
  readonly template?: {
    readonly spec?: { readonly serviceAccountName?: string; readonly containers?: readonly Container[] }
  }
}

interface Found {
  readonly workload: KubeObject
  readonly account: string
  readonly args: readonly string[]
}

/** Nothing where no pod of the cluster is kube-state-metrics. */
export async function metrics(plane: ControlPlane, files: ReadonlyMap<string, string>): Promise<readonly Asked[]> {
  const workloads = await listed(plane, 'deployments,statefulsets')
  const found = find(workloads, exporter.image)
  if (found === undefined) return []
  const { namespace = '' } = found.workload.metadata
  const names = new Set([...files.values()].flatMap(text => text.match(/\bkube_[a-z0-9_]+\b/g) ?? []))
  const config = await plane.serviceAccount(namespace, found.account)
  plane.sandbox.start(exporter.program, exporter.program, [
    ...found.args,
    ...['--kubeconfig', config, '--host', address, '--port', String(exporter.port)],
    ...['--telemetry-host', address, '--telemetry-port', '8095'],
  ])
  const served = await withJob(plane, () => families(plane, names))
  const refused = plane.sandbox
    .log(exporter.program)
    .split('\n')
    .filter(line => / is forbidden: /.test(line))
  const own = present({ application: applicationOfObject(found.workload) })
  const missing = [...names].filter(name => !isServed(served, name))
  return [
    {
      what: 'metrics that alerts and dashboards ask of kube-state-metrics',
      count: names.size,
      wrong: [
        ...missing.map((name): Wrong => ({ ...own, what: `kube-state-metrics does not serve ${name}` })),
        ...refused.slice(0, 1).map((line): Wrong => ({ ...own, what: `kube-state-metrics: ${line.trim()}` })),
      ],
    },
  ]
}

/** Those of Applications, which the controller counts whose syncs these are; nothing where no rule asks for one. */
export async function argoCdMetrics(
  plane: ControlPlane,
  files: ReadonlyMap<string, string>,
): Promise<readonly Asked[]> {
  const names = new Set([...files.values()].flatMap(text => text.match(/\bargocd_app_[a-z0-9_]+\b/g) ?? []))
  if (names.size === 0) return []
  const served = familiesIn(await get(plane, argocdMetrics))
  const missing = [...names].filter(name => !isServed(served, name))
  return [
    {
      what: 'metrics that alerts ask of Argo CD',
      count: names.size,
      wrong: missing.map(name => ({ what: `Argo CD does not serve ${name}` })),
    },
  ]
}

function find(workloads: readonly KubeObject[], image: RegExp): Found | undefined {
  for (const workload of workloads) {
    const { containers = [], serviceAccountName = 'default' } = (workload['spec'] as Spec).template?.spec ?? {}
    const container = containers.find(each => image.test(each.image ?? ''))
    if (container !== undefined) return { workload, account: serviceAccountName, args: container.args ?? [] }
  }
  return undefined
}

/** Of a histogram or a summary the series have other names than the family. */
function isServed(served: ReadonlySet<string>, name: string): boolean {
  return served.has(name) || served.has(name.replace(/_(bucket|sum|count)$/, ''))
}

/** It shows no family without an object: a job that the clock begins is begun once. */
async function withJob<T>(plane: ControlPlane, during: () => Promise<T>): Promise<T> {
  const [scheduled] = await listed(plane, 'cronjobs')
  if (scheduled === undefined) return during()
  const { name, namespace } = scheduled.metadata
  const words = [`--namespace=${namespace}`, 'job', 'rehearsed']
  await plane.kubectl(['create', ...words, `--from=cronjob/${name}`])
  const found = await during()
  await plane.kubectl(['delete', ...words])
  return found
}

/** The families that it serves, once all are there that are asked for, or nothing more comes. */
async function families(plane: ControlPlane, names: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const end = Date.now() + 30_000
  return plane.sandbox.until('kube-state-metrics serves its metrics', async () => {
    const text = await get(plane, `http://${address}:${exporter.port}/metrics`)
    const all = familiesIn(text)
    const whole = [...names].every(name => isServed(all, name))
    return whole || (Date.now() > end && all.size > 0) ? all : undefined
  })
}

function familiesIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name))
}

async function get(plane: ControlPlane, url: string): Promise<string> {
  const read = `fetch(process.argv[1]).then(it => it.text()).then(text => process.stdout.write(text), () => undefined)`
  return (await plane.sandbox.run(process.execPath, ['--eval', read, url])).stdout
}

interface RuleGroup {
  /** RFC 3339; of the year 1 before the first. */
  readonly lastEvaluation: string
  readonly rules: readonly { readonly name: string; readonly health: string; readonly lastError?: string }[]
}

interface RuleGroups {
  readonly data: { readonly groups: readonly RuleGroup[] }
}

/** All groups, once each was tried after that moment. */
export function triedSince(groups: readonly RuleGroup[], since: Date): readonly RuleGroup[] | undefined {
  const isTried = groups.every(({ lastEvaluation }) => new Date(lastEvaluation) > since)
  return groups.length > 0 && isTried ? groups : undefined
}

interface Target {
  readonly scrapeUrl: string
  readonly health: string
  readonly lastError: string
  readonly lastScrape: string
}

interface Targets {
  readonly data: { readonly activeTargets: readonly Target[] }
}

/** How long Prometheus may take for a round, in seconds. */
const LONGEST = 180
/** How often it is asked, in milliseconds: its rounds take seconds, and each question is a process. */
const EVERY = 1000

/**
 * The Prometheus that is rendered, by its own configuration, over the kube-state-metrics that `metrics` started; nothing where there
 * is none. It leaves the cluster as it is.
 */
export async function rules(plane: ControlPlane): Promise<readonly Asked[]> {
  const workloads = await listed(plane, 'deployments,statefulsets')
  const [found, exporting] = [find(workloads, collector.image), find(workloads, exporter.image)]
  if (exporting === undefined) return []
  const { namespace = '' } = exporting.workload.metadata
  const map = (await listed(plane, 'configmaps')).find(({ data }) => 'prometheus.yml' in ((data ?? {}) as object))
  if (found === undefined || map === undefined) return []
  const own = present({ application: applicationOfObject(found.workload) })
  const folder = join(plane.sandbox.folder, collector.program)
  mkdirSync(folder)
  const settings = map['data'] as Readonly<Record<string, string>>
  for (const [name, text] of Object.entries(settings)) writeFileSync(join(folder, name), text)
  const targets = new RegExp(`[\\w-]+\\.${namespace}\\.svc[\\w.-]*(?=:${exporter.port})`, 'g')
  const hosts = new Set(settings['prometheus.yml']?.match(targets) ?? [])
  for (const host of hosts) appendFileSync(join(plane.sandbox.folder, 'hosts'), `${address} ${host}\n`)
  const server = `http://${address}:${collector.port}`
  plane.sandbox.start(collector.program, collector.program, [
    ...[`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`],
    `--web.listen-address=${address}:${collector.port}`,
  ])
  async function ask<T>(path: string): Promise<T | undefined> {
    const text = await get(plane, `${server}/api/v1/${path}`)
    return text.startsWith('{') ? (JSON.parse(text) as T) : undefined
  }
  const tried = (since: Date) => {
    const look = async () => triedSince((await ask<RuleGroups>('rules'))?.data.groups ?? [], since)
    return plane.sandbox.until('Prometheus has tried each rule', look, LONGEST, EVERY)
  }
  async function looked(): Promise<Target | 'none' | undefined> {
    const all = (await ask<Targets>('targets'))?.data.activeTargets ?? []
    const target = all.find(({ scrapeUrl }) => [...hosts].some(host => scrapeUrl.includes(host)))
    return target?.health === 'unknown' ? undefined : (target ?? 'none')
  }
  const first = await tried(new Date(0))
  const scraped = await plane.sandbox.until('Prometheus has scraped kube-state-metrics', looked, LONGEST, EVERY)
  // Over nothing hardly a rule fails: each is tried once more over what was scraped.
  const groups = scraped === 'none' ? first : await tried(new Date(scraped.lastScrape))
  const broken = groups.flatMap(({ rules: each }) => each).filter(({ health }) => health !== 'ok')
  const wrong = [
    ...broken.map(({ name, lastError }) => `the rule ${name} does not work: ${lastError}`),
    ...(scraped === 'none' ? ['Prometheus does not scrape kube-state-metrics'] : []),
    ...(scraped !== 'none' && scraped.health !== 'up'
      ? [`Prometheus can't scrape kube-state-metrics: ${scraped.lastError}`]
      : []),
  ]
  const count = groups.reduce((sum, group) => sum + group.rules.length, 0)
  return [{ what: 'rules of Prometheus over its metrics', count, wrong: wrong.map(what => ({ ...own, what })) }]
}
