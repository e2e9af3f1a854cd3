import { present } from '@homelab/formats/present'
import { made } from './made.ts'
import type { Place } from './place.ts'

/**
 * How a service runs. Each kind is defined, with its own properties, by the package that renders it; here stands what
 * all have in common. A workload is plain data: images, secrets, volumes, log files and contents inside it are found by
 * `resolve` through their own `kind`, wherever they stand.
 */
export interface Workload {
  /** The renderer's key: `deployment`, `host-service`, `external`. */
  readonly kind: string
  readonly at: Place
  /** The name by which its neighbours (same cluster, same host) reach it. A `*` stands for the service's name. */
  readonly address?: string
  /** Where single ports answer under another name than `address`; written the same way. */
  readonly addresses?: Readonly<Record<string, string>>
  /** Where the local network reaches what runs in a cluster, besides ports of nodes. */
  readonly lan?: LocalAddress
}

/** On the port itself of each node, or at an address of its own: what a load balancer gives. */
export type LocalAddress = ({ readonly on: 'nodes' } | { readonly on: 'address'; readonly address: string }) & {
  /** Ports of the service that it does not open, by name. */
  readonly except?: readonly string[]
}

/** Where the local network reaches a port of a service, besides ports of nodes. */
export function localAddressOf(lan: LocalAddress | undefined, port: string): LocalAddress | undefined {
  return lan?.except?.includes(port) === true ? undefined : lan
}

/** Knows workloads of a kind again: the kind stands for the type, and each is defined once, beside what makes it. */
export function workloadsOf<W extends Workload>(...kinds: readonly W['kind'][]): (workload: Workload) => workload is W {
  const known: ReadonlySet<string> = new Set(kinds)
  return (workload): workload is W => known.has(workload.kind)
}

/**
 * A workload that stays hand-written. Its routes, probes, dumps and references are part of the estate; no projection
 * renders how it runs.
 */
export interface ExternalWorkload extends Workload {
  readonly kind: 'external'
}

/**
 * Runs, and is not rendered: somebody sets it up by hand. Others may name it all the same.
 *
 * @param address the name by which neighbours reach it; `localhost` on a host, its own name in a cluster by default
 * @example external(nas)
 */
export function external(at: Place, address?: string): ExternalWorkload {
  return made({
    kind: 'external',
    at: { kind: at.kind, name: at.name },
    ...present({ address }),
  })
}
