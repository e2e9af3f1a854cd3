import { lookup, type Resolved, type ResolvedService } from '@homelab/estate'
import { printAlloy } from '@homelab/formats'
import { blocksOf, type Component } from '../alloy/component.ts'
import { clusterPipeline } from '../alloy/pipelines/cluster.ts'
import { hostPipeline, type LogGroup } from '../alloy/pipelines/host.ts'
import { proxyPipeline } from '../alloy/pipelines/proxy.ts'
import type { ClusterAlloySettings, HostAlloySettings, ProxyAlloySettings } from '../alloy.ts'

/** A cluster's Alloy: every outside probe that is its own to ask. */
export function clusterAlloyConfig(resolved: Resolved, service: ResolvedService, settings: object): string {
  const probes = resolved.outsideProbes
    .filter(({ by }) => by === service.name)
    .map(probe => ({ name: probe.service, address: probe.url }))
  const pipeline = { ...(settings as ClusterAlloySettings), ...destinations(resolved, service), probes }
  return print(service, clusterPipeline(pipeline))
}

/** A host's Alloy: the metrics that are its own to scrape, and the log files of the services beside it. */
export function hostAlloyConfig(resolved: Resolved, service: ResolvedService, settings: object): string {
  const { logGroups, ...rest } = settings as HostAlloySettings
  const scrapes = resolved.scrapes
    .filter(({ by }) => by === service.name)
    .map(({ service: name, job, target, path, scheme, labels }) => ({ name, job, target, path, scheme, labels }))
  const pipeline = {
    ...rest,
    ...destinations(resolved, service),
    host: service.workload.at.name,
    scrapes,
    logGroups: grouped(resolved, service, logGroups),
  }
  return print(service, hostPipeline(pipeline))
}

/** A proxy's Alloy. */
export function proxyAlloyConfig(resolved: Resolved, service: ResolvedService, settings: object): string {
  const pipeline = {
    ...(settings as ProxyAlloySettings),
    ...destinations(resolved, service),
    instance: service.workload.at.name,
    ownAddress: '127.0.0.1:12345',
    durationBuckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  }
  return print(service, proxyPipeline(pipeline))
}

function print({ file }: ResolvedService, components: readonly Component[]): string {
  return printAlloy(blocksOf(components), {
    header: `Rendered from ${file}; do not edit: change the source and run synth.`,
  })
}

/** Where the service pushes what it collects. */
function destinations(resolved: Resolved, service: ResolvedService): { lokiUrl: string; prometheusUrl: string } {
  const flows = lookup(resolved).flowsFrom(service.name)
  const push = (kind: 'loki-push' | 'remote-write', path: string): string => {
    const flow = flows.find(({ use }) => use?.kind === kind)
    if (flow === undefined) throw new TypeError(`${service.name} collects and needs no endpoint of kind ${kind}`)
    return flow.address.url + path
  }
  return { lokiUrl: push('loki-push', '/loki/api/v1/push'), prometheusUrl: push('remote-write', '/api/v1/write') }
}

/** The log files of the host's services, in the order of the services, by folder. */
function grouped(
  resolved: Resolved,
  { workload }: ResolvedService,
  folders: HostAlloySettings['logGroups'],
): LogGroup[] {
  const files = resolved.services
    .filter(other => other.workload.at.kind === workload.at.kind && other.workload.at.name === workload.at.name)
    .flatMap(({ name, logs }) =>
      logs.map(({ path, stream, label }) => ({ path, labels: { service: label ?? name, stream } })),
    )
  const groupOf = (path: string): string =>
    Object.entries(folders).find(([, folder]) => path.startsWith(`${folder}/`))?.[0] ?? 'other_logs'
  const groups = Map.groupBy(files, ({ path }) => groupOf(path))
  return [...Object.keys(folders), 'other_logs'].flatMap(name => {
    const own = groups.get(name)
    return own === undefined ? [] : [{ name, files: own }]
  })
}
