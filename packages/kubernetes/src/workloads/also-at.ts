import {
  type Cluster,
  type DeliveryGroup,
  made,
  placeOf,
  type Service,
  type ServiceProps,
  type Workload,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { ChartWorkload } from '../parts/chart/workload.ts'
import type { KustomizationWorkload } from '../parts/kustomization/workload.ts'
import { localAddress } from '../parts/pods/local-address.ts'
import type { PodWorkload } from '../parts/pods/workload.ts'
import { type ClusterWorkload, inCluster } from './cluster-workload.ts'

type Own<T> = Partial<Omit<T, 'kind' | 'at' | 'address' | 'addresses' | 'lan' | keyof ClusterWorkload>>

/** Fields of the first one's workload that are otherwise here. Those that its kind does not have nothing reads, which is a finding. */
export type WorkloadOtherwise = Partial<Omit<ClusterWorkload, keyof Workload>> &
  Own<Omit<PodWorkload, 'container'>> &
  Own<Pick<ChartWorkload, 'values' | 'reads' | 'revision'>> &
  Own<Pick<KustomizationWorkload, 'configMapPatches' | 'appliedByServer'>> & {
    readonly container?: Partial<PodWorkload['container']>
  }

/** What is otherwise about a service in another cluster. */
export interface AlsoAtProps<P extends string> extends Partial<Omit<ServiceProps<P>, 'workload'>> {
  /** `NAME-CLUSTER` by default. */
  readonly name?: string
  /** Each field stands in the place of the first one's; those of `container`, and the values of a chart, one by one. */
  readonly workload?: WorkloadOtherwise
}

/**
 * The same service in one cluster more: a service of its own, called `NAME-CLUSTER`, of which all is true that is true of the first,
 * but for what is said here. Its objects have the names of the first one's, its groups of objects the name of the cluster behind
 * their own, since what delivers to both keeps all in one place. Tile, dashboards, and what the first took over are the first one's
 * alone.
 *
 * What it needs of others it needs of the same ones, in whichever cluster they are: say `needs` where there is one of each.
 *
 * @example alsoAt(home, operator)
 * @example alsoAt(home, loki, { ports: { http: http(3100, { nodePort: 30100 }) }, workload: { serviceType: 'NodePort' } })
 */
export function alsoAt<const P extends string>(
  at: Cluster,
  first: Service<P>,
  { name, workload = {}, ...otherwise }: AlsoAtProps<NoInfer<P>> = {},
): Service<P> {
  const { tile: _, dashboards: __, adopts: ___, differences: ____, ...props } = first.props
  const its = props.workload as ClusterWorkload
  const own = {
    ...props,
    title: `${props.title} (${at.name})`,
    ...otherwise,
    workload: made(movedTo(at, first.name, { ...renamed(at, its), ...merged(its, workload) })),
  } as ServiceProps<string>
  return made({
    kind: 'service',
    name: name ?? `${first.name}-${at.name}`,
    declaredIn: first.declaredIn,
    ports: own.ports as Service<P>['ports'],
    props: own,
  })
}

/** Groups of objects have names of their own. */
function renamed(at: Cluster, its: ClusterWorkload): ClusterWorkload {
  const named = <G extends DeliveryGroup>(group: G | undefined): G | undefined =>
    group && made({ ...group, name: `${group.name}-${at.name}` })
  const { application, accessApplication, crds } = its
  return {
    ...its,
    ...present({
      application: named(application),
      accessApplication: named(accessApplication),
      crds: named(crds),
    }),
  }
}

function merged(its: ClusterWorkload, { container, values, ...fields }: WorkloadOtherwise): object {
  const { container: ofPods, values: ofChart } = its as { readonly container?: object; readonly values?: object }
  return {
    ...fields,
    ...(container !== undefined && { container: { ...ofPods, ...container } }),
    ...(values !== undefined && { values: { ...ofChart, ...values } }),
  }
}

/** The objects of pods keep their names, whatever the service is called; its neighbours are those of the other cluster. */
function movedTo(at: Cluster, first: string, workload: ClusterWorkload): ClusterWorkload {
  const { address, addresses, lan: _, ...its } = workload
  const neighbour = (text: string): string => inCluster(at, its.namespace, text.split('.')[0])
  const others = addresses && Object.entries(addresses).map(([port, text]) => [port, neighbour(text)])
  const moved = { ...its, at: placeOf(at), ...present({ addresses: others && Object.fromEntries(others) }) }
  if (!isPods(moved)) return { ...moved, ...present({ address: address && neighbour(address) }) }
  const { objectName = first, serviceName } = moved
  const lan = localAddress(moved)
  const pods = { ...moved, objectName, address: inCluster(at, moved.namespace, serviceName ?? objectName) }
  return { ...pods, ...present({ lan }) }
}

const isPods = (workload: ClusterWorkload): workload is PodWorkload =>
  ['deployment', 'stateful-set', 'daemon-set'].includes(workload.kind)
