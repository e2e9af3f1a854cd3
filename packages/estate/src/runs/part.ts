import type { DeliveryPart } from '../delivery.ts'
import { contract, type Part } from '../part.ts'
import type { Cluster, Host } from '../place.ts'
import type {
  Flow,
  ResolvedDatabase,
  ResolvedLogin,
  ResolvedRole,
  ResolvedRoute,
  ResolvedTile,
  Scrape,
  ServiceFacts,
} from '../resolved.ts'
import type { Workload } from '../workload.ts'
import type { Runs } from './runs.ts'

/** How services run: asked by `resolve`, of which each workload has one part. */
export const workloadParts = contract<WorkloadPart>('workload')

/** What a part sees when it tells what runs: its own service, and what the estate knows of it. No other's workload or runs. */
export interface Mine {
  readonly service: ServiceFacts
  /** Where it runs, as far as the estate lists the place. */
  readonly host?: Host
  readonly cluster?: Cluster
  /** What delivers to the cluster. */
  readonly delivery?: DeliveryPart
  readonly routes: readonly ResolvedRoute[]
  /** What it asks of others, and what others ask of it. */
  readonly flowsFrom: readonly Flow[]
  readonly flowsTo: readonly Flow[]
  /** How its metrics are collected. */
  readonly scrapes: readonly Scrape[]
  /** Databases and logins that it has on servers. */
  readonly databases: readonly ResolvedDatabase[]
  readonly roles: readonly ResolvedRole[]
  /** Databases and logins that others, or it itself, have on it. */
  readonly databasesOn: readonly ResolvedDatabase[]
  readonly rolesOn: readonly ResolvedRole[]
  /** Where people log in for it, and the programs to which they log in with it. */
  readonly logins: readonly ResolvedLogin[]
  readonly loginsAt: readonly ResolvedLogin[]
  /** The tiles that it shows. */
  readonly tilesAt: readonly ResolvedTile[]
  /** What the estate registers: what its workload consists of may be theirs. */
  readonly parts: readonly Part[]
}

/** How services of some kinds of workload run. */
export interface WorkloadPart extends Part {
  readonly contract: 'workload'
  /** Pure. Never throws for what an author can write. */
  readonly runs: (workload: Workload, mine: Mine) => Runs
}

/**
 * A part, typed by its workload.
 *
 * @param kinds the `kind` of the workloads that are its: each is made by one constructor alone, which decides their type
 */
export function workloadPart<W extends Workload>(
  kinds: readonly W['kind'][],
  runs: (workload: W, mine: Mine) => Runs,
): WorkloadPart {
  return { contract: 'workload', kinds, runs: (workload, mine) => runs(workload as W, mine) }
}
