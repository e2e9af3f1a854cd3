import { type Lookup, lookup, once } from '@homelab/estate/model'
import { pushesOf } from '../slots/alloy.ts'
import { type Collectors, collectorsIn } from './collectors.ts'

/** What one Prometheus has series of: the collectors that bring them, itself among them. */
export interface Held extends Collectors {
  /** Whether what a service collects is there. */
  readonly has: (collector: string) => boolean
}

/** Of the Prometheus of this name. */
export const heldBy = once((resolved): ((prometheus: string) => Held) => {
  const all = collectorsIn(resolved)
  const find = lookup(resolved)
  return prometheus => {
    const has = (collector: string): boolean => holderOf(find, all, collector) === prometheus
    const own = <C extends Collectors['clusters' | 'hosts' | 'proxies'][number]>(those: readonly C[]): readonly C[] =>
      those.filter(({ service }) => has(service.name))
    return { ...all, hosts: own(all.hosts), clusters: own(all.clusters), proxies: own(all.proxies), has }
  }
})

/** Where the series end up that a service collects: with itself, or with whom it pushes to. */
function holderOf(find: Lookup, { prometheus }: Collectors, collector: string): string {
  if (prometheus.some(({ name }) => name === collector)) return collector
  return pushesOf(find, collector).prometheus?.to ?? collector
}
