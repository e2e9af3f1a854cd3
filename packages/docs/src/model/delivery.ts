import { type Cluster, deliveredFrom, partsOf } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import {
  type DeliveryGuides,
  type DeliveryWords,
  type GuidedCluster,
  kubernetesDelivery,
} from '@homelab/kubernetes/delivery'
import { applicationsOf } from './applications.ts'
import { delivererOf, inCluster } from './cluster.ts'
import { type Facts, onceOf } from './facts.ts'

/** What a delivery says of itself in guides; nothing where each group's steps are all there is. */
export function guidesOf({ resolved }: Facts, cluster: Cluster): DeliveryGuides | undefined {
  return kubernetesDelivery(partsOf(resolved), cluster)?.renderer.get().guides
}

/** How a delivery speaks that has no words of its own. */
const plain: DeliveryWords = { noun: 'group', act: 'apply', done: 'applied', branch: 'is applied' }

/** How what delivers to all clusters speaks. */
export function wordsOf(facts: Facts, clusters = facts.resolved.clusters): DeliveryWords {
  const all = clusters.map(cluster => guidesOf(facts, cluster)?.words ?? plain)
  const said = (word: keyof DeliveryWords): string => [...new Set(all.map(words => words[word]))].join(' or ')
  return { noun: said('noun'), act: said('act'), done: said('done'), branch: said('branch') }
}

/** A cluster, as its delivery is told of it. */
export function guidedCluster(facts: Facts, cluster: Cluster): GuidedCluster {
  const known = guidedClusters(facts).get(cluster.name) ?? guided(facts, cluster)
  guidedClusters(facts).set(cluster.name, known)
  return known
}

/** By name: each service of a cluster has a page that tells it. */
const guidedClusters = onceOf((): Map<string, GuidedCluster> => new Map())

function guided(facts: Facts, cluster: Cluster): GuidedCluster {
  const groups = applicationsOf(facts, cluster).map(({ name, rendered, own, byItself }) => ({
    ...{ name, rendered, own },
    ...present({ byItself }),
  }))
  const service = delivererOf(facts, cluster)
  const from = deliveredFrom(facts.resolved, cluster)
  if (service === undefined) return { cluster, from, groups }
  const routes = facts.find.routesOf(service.name)
  const route = routes.find(({ kind }) => kind === 'ops') ?? routes[0]
  const [port] = Object.values(service.ports)
  const address = service.address?.split('.')[0]
  const deliveries = inCluster(facts, service)?.deliveries ?? []
  return {
    ...{ cluster, from },
    groups,
    itself: {
      ...present({ hostname: route?.hostname }),
      ...(port !== undefined && address !== undefined && { service: { name: address, port: port.port } }),
      leavesAlone: deliveries.flatMap(({ holds, leavesAlone }) => (holds === 'workload' ? leavesAlone : [])),
    },
  }
}

/** The kinds of the objects that stand for a group. */
export const groupKinds = onceOf((facts): ReadonlySet<string> => {
  const parts = partsOf(facts.resolved)
  return new Set(facts.resolved.clusters.flatMap(cluster => kubernetesDelivery(parts, cluster)?.groupKind ?? []))
})
