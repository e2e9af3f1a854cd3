import {
  type ByItself,
  type Cluster,
  dependentsOf,
  known,
  type ResolvedDifference,
  type ResolvedService,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { delivererOf, type InCluster, inCluster, ownApplication } from './cluster.ts'
import { type Facts, onceOf } from './facts.ts'
import { bringUpOrder } from './order.ts'

/** A group that is delivered together, with the services that it holds. */
export interface Group {
  readonly name: string
  readonly cluster: Cluster
  readonly services: readonly ResolvedService[]
  /** Its manifests are rendered; else they stay hand-written. */
  readonly rendered: boolean
  /** It holds volumes or a database server. */
  readonly holdsData: boolean
  /** How many services would feel it if this broke. */
  readonly needed: number
  /** It is the delivery's own. */
  readonly own: boolean
  /** It is brought without being asked, once it is pushed. */
  readonly byItself?: ByItself
}

/** The Applications of a cluster, in the order of the services. */
export function applicationsOf(facts: Facts, cluster: Cluster): readonly Group[] {
  return [...(byCluster(facts).get(cluster.name)?.values() ?? [])]
}

/** One of them. */
export function applicationOf(facts: Facts, cluster: Cluster, name: string): Group | undefined {
  return byCluster(facts).get(cluster.name)?.get(name)
}

const byCluster = onceOf(
  (facts): ReadonlyMap<string, ReadonlyMap<string, Group>> =>
    new Map(
      facts.resolved.clusters.map(cluster => [
        cluster.name,
        new Map(workOut(facts, cluster).map(each => [each.name, each])),
      ]),
    ),
)

function workOut(facts: Facts, cluster: Cluster): readonly Group[] {
  const members = facts.resolved.services.flatMap(service => {
    const runs = inCluster(facts, service)
    if (runs?.cluster.name !== cluster.name) return []
    return runs.applications.map(name => ({ name, service, runs }))
  })
  const deliverer = delivererOf(facts, cluster)
  const dependents = dependentsOf(facts.resolved)
  return [...Map.groupBy(members, ({ name }) => name)].map(([name, all]) => {
    const services = all.map(({ service }) => service)
    const [byItself] = all.flatMap(({ runs }) =>
      runs.deliveries.flatMap(each => (each.group === name && each.byItself) || []),
    )
    return {
      name,
      cluster,
      services,
      rendered: all.some(({ runs }) => runs.rendered),
      holdsData: services.some(({ volumes }) => volumes.length > 0),
      needed: united(services.map(service => dependents.get(service.name) ?? new Set<string>())).size,
      own: services.some(service => service.name === deliverer?.name),
      ...present({ byItself }),
    }
  })
}

/** Most groups hold one service, and are counted as they stand. */
function united([first = new Set(), ...rest]: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return rest.reduce((all, each) => all.union(each), first)
}

/**
 * The order in which they are adopted: what nobody needs before what many do, what keeps nothing before what keeps data,
 * the delivery itself last. What stays hand-written is not in it.
 */
export function adoptionOrder(applications: readonly Group[]): readonly Group[] {
  const rank = ({ own, needed, holdsData }: Group): number =>
    own ? Number.MAX_SAFE_INTEGER : needed * 2 + (holdsData ? 1 : 0)
  return applications.filter(({ rendered }) => rendered).toSorted((a, b) => rank(a) - rank(b))
}

/** The same where a group can only come after those that it waits for. */
export function startOrder(facts: Facts, cluster: Cluster, applications: readonly Group[]): readonly Group[] {
  const names = bringUpOrder(facts, cluster).flatMap(service => inCluster(facts, service)?.applications ?? [])
  return applications
    .filter(({ rendered }) => rendered)
    .toSorted((a, b) => names.lastIndexOf(a.name) - names.lastIndexOf(b.name))
}

/** The Application whose difference shows that something is not as it was; none for what runs in no cluster. */
export function shownBy(facts: Facts, { service: name, shownBy: part }: ResolvedDifference): string | undefined {
  const service = part === 'dashboards' ? dashboardsOf(facts) : facts.find.service(name ?? '')
  const runs = service === undefined ? undefined : inCluster(facts, service)
  if (runs === undefined || !runs.rendered) return undefined
  const holding = part === undefined ? undefined : part === 'crds' ? 'definitions' : 'access'
  return runs.deliveries.find(({ holds }) => holds === holding)?.group ?? ownApplication(runs)
}

/** The service that renders the dashboards of all others. */
function dashboardsOf(facts: Facts): ResolvedService | undefined {
  return facts.resolved.services.find(({ runs }) => known(runs.provides).some(({ kind }) => kind === 'generated'))
}

/** Why an adopting sync makes new pods; empty where it makes none. Clauses without a full stop. */
export function restartReasons({ pods }: InCluster): readonly string[] {
  const main = pods.find(({ part }) => podParts.has(part))
  if (main === undefined) return []
  const { rolledBy, token, containers } = main
  return [
    'they get no variables named after Services',
    ...(known(rolledBy).length > 0 ? ['the checksum of their files stands on them'] : []),
    ...(token === 'none' ? ['they get no token of a service account'] : []),
    ...(known(containers).some(({ restricted }) => restricted) ? ['their containers may do less'] : []),
  ]
}

/** Pods of workloads that are rendered as pods. */
const podParts: ReadonlySet<string> = new Set(['deployment', 'stateful-set', 'daemon-set'])
