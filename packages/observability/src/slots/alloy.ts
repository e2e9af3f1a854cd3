import {
  clusterLabel,
  type Finding,
  type Flow,
  type Lookup,
  lookup,
  type Resolved,
  type ResolvedService,
} from '@homelab/estate/model'
import { printAlloy } from '@homelab/formats'
import { present } from '@homelab/formats/present'
import { blocksOf, type Component } from '../alloy/component.ts'
import { clusterPipeline } from '../alloy/pipelines/cluster.ts'
import { hostPipeline, type LogGroup } from '../alloy/pipelines/host.ts'
import { proxyPipeline } from '../alloy/pipelines/proxy.ts'
import {
  type ClusterAlloySettings,
  type HostAlloySettings,
  isLokiPush,
  isRemoteWrite,
  lokiPushPath,
  type ProxyAlloySettings,
  remoteWritePath,
} from '../alloy.ts'

/** A cluster's Alloy: every outside probe that is its own to ask, and its nodes. */
export function clusterAlloyConfig(
  resolved: Resolved,
  service: ResolvedService,
  settings: ClusterAlloySettings,
): string | Finding {
  const probes = resolved.outsideProbes
    .filter(({ by }) => by === service.name)
    .map(({ name, url }) => ({ name, address: url }))
  const { nodeScrapeIntervalSeconds: intervalSeconds, ...rest } = settings
  const claims = lookup(resolved).cluster(service.at.name)?.measuresClaims === true
  const labels = { ...clusterLabel(resolved.clusters, service.at) }
  const nodes = intervalSeconds === undefined ? {} : { nodes: { intervalSeconds, claims } }
  return configured(resolved, service, urls => clusterPipeline({ ...rest, ...urls, ...nodes, labels, probes }))
}

/** A host's Alloy: the metrics that are its own to scrape, and the log files and journals of the services beside it. */
export function hostAlloyConfig(
  resolved: Resolved,
  service: ResolvedService,
  settings: HostAlloySettings,
): string | Finding {
  const { logGroups, ...rest } = settings
  const scrapes = resolved.scrapes
    .filter(({ by }) => by === service.name)
    .map(({ service: name, job, target, path, scheme, labels, login }) => {
      return { name, job, target, path, scheme, labels, ...present({ login }) }
    })
  const host = service.at.name
  return configured(resolved, service, urls =>
    hostPipeline({
      ...rest,
      ...urls,
      host,
      scrapes,
      logGroups: grouped(resolved, service, logGroups),
      journals: beside(resolved, service).flatMap(({ name, journals }) =>
        journals.map(({ unit }) => ({ service: name, unit })),
      ),
    }),
  )
}

/** A proxy's Alloy. */
export function proxyAlloyConfig(
  resolved: Resolved,
  service: ResolvedService,
  settings: ProxyAlloySettings,
): string | Finding {
  return configured(resolved, service, urls =>
    proxyPipeline({
      ...settings,
      ...urls,
      instance: service.at.name,
      hostnames: resolved.routes.filter(({ kind }) => kind === 'public').map(({ hostname }) => hostname),
      ownAddress: '127.0.0.1:12345',
      durationBuckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    }),
  )
}

/** Where a service pushes to what it collects. */
export function pushesOf(
  find: Lookup,
  service: string,
): { readonly loki: Flow | undefined; readonly prometheus: Flow | undefined } {
  const flows = find.flowsFrom(service)
  return {
    loki: flows.find(({ use }) => isLokiPush(use)),
    prometheus: flows.find(({ use }) => isRemoteWrite(use)),
  }
}

interface Destinations {
  readonly lokiUrl: string
  readonly prometheusUrl: string
}

/** The configuration, where the service says where it pushes to what it collects. */
function configured(
  resolved: Resolved,
  { name, file }: ResolvedService,
  pipeline: (to: Destinations) => readonly Component[],
): string | Finding {
  const { loki, prometheus } = pushesOf(lookup(resolved), name)
  if (loki === undefined || prometheus === undefined) {
    return {
      code: 'unfilled-slot',
      where: { subject: name, path: 'needs', file },
      problem: 'it collects and does not say where to',
      expected: 'endpoints with the uses asLokiPush() and asRemoteWrite()',
      fix: 'add the endpoint to its needs',
    }
  }
  const components = pipeline({
    lokiUrl: `${loki.address.url}${lokiPushPath}`,
    prometheusUrl: `${prometheus.address.url}${remoteWritePath}`,
  })
  return printAlloy(blocksOf(components), {
    header: `Rendered from ${file}; do not edit: change the source and run synth.`,
  })
}

/** The services of the same place. */
function beside({ services }: Resolved, { at }: ResolvedService): readonly ResolvedService[] {
  return services.filter(other => other.at.kind === at.kind && other.at.name === at.name)
}

/** The log files of the host's services, in the order of the services, by folder. */
function grouped(resolved: Resolved, service: ResolvedService, folders: HostAlloySettings['logGroups']): LogGroup[] {
  const files = beside(resolved, service).flatMap(({ name, logs }) =>
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
