import {
  type Cluster,
  type Host,
  lookup,
  once,
  type Place,
  type ResolvedService,
  type SlotKind,
  settingsIn,
} from '@homelab/estate/model'
import {
  type ClusterAlloySettings,
  clusterAlloySlot,
  type HostAlloySettings,
  hostAlloySlot,
  type ProxyAlloySettings,
  proxyAlloySlot,
} from '../alloy.ts'
import { prometheusSlot } from '../prometheus.ts'

/** A service that collects, with the settings of its configuration. */
export interface Collector<S> {
  readonly service: ResolvedService
  readonly settings: S
}

/** The services that collect, by what they are. Each is known by its configuration's slot. */
export interface Collectors {
  readonly hosts: readonly (Collector<HostAlloySettings> & { readonly host: Host })[]
  readonly clusters: readonly (Collector<ClusterAlloySettings> & { readonly cluster: Cluster })[]
  readonly proxies: readonly Collector<ProxyAlloySettings>[]
  readonly prometheus: readonly ResolvedService[]
}

export const collectorsIn = once((resolved): Collectors => {
  const find = lookup(resolved)
  const having = <S extends object>(slot: SlotKind<S>): readonly Collector<S>[] =>
    resolved.services.flatMap(service => settingsIn(service, slot).map(settings => ({ service, settings })))
  return {
    hosts: having(hostAlloySlot).flatMap(found => {
      const host = find.host(found.service.at.name)
      return host === undefined ? [] : [{ ...found, host }]
    }),
    clusters: having(clusterAlloySlot).flatMap(found => {
      const cluster = find.cluster(found.service.at.name)
      return cluster === undefined ? [] : [{ ...found, cluster }]
    }),
    proxies: having(proxyAlloySlot),
    prometheus: having(prometheusSlot).map(({ service }) => service),
  }
})

/** Whose metrics of a host reach Prometheus: the collector on it. */
export function collectorOn({ hosts }: Collectors, { kind, name }: Place): Collectors['hosts'][number] | undefined {
  return kind === 'host' ? hosts.find(({ host }) => host.name === name) : undefined
}
