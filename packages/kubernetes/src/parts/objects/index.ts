import { type Cluster, made, type Options, placeOf } from '@homelab/estate/model'
import { ofCluster } from '../../runs/of-cluster.ts'
import { type ClusterWorkload, type IngressShape, inCluster } from '../../workloads/cluster-workload.ts'
import { ofClusterWorkload, ofIngress } from '../options.ts'
import { clusterPart } from '../part.ts'

/** A service that is nothing but objects: settings, rights, secrets. */
export interface ObjectsWorkload extends ClusterWorkload {
  readonly kind: 'objects'
  /** The Kubernetes Service that answers on the service's ports. */
  readonly serviceName?: string
  readonly ingress?: IngressShape
}

type ObjectsProps = Omit<ObjectsWorkload, 'kind' | 'at' | 'address' | 'addresses'> & {
  readonly at: Cluster
}

/**
 * Objects written out, of any kind of the Kubernetes API: what no other word says.
 *
 * @example objects({ at: home, namespace: 'network', objects: [object('Namespace', { metadata: { name: 'network' } })] })
 */
export function objects({ at, ...props }: ObjectsProps): ObjectsWorkload {
  return made({
    ...props,
    kind: 'objects',
    at: placeOf(at),
    address: inCluster(at, props.namespace, props.serviceName),
  })
}

const options: Options<ObjectsWorkload> = { ...ofClusterWorkload, serviceName: true, ingress: ofIngress }

export const objectsPart = {
  ...clusterPart<ObjectsWorkload>(
    ['objects'],
    (workload, mine) => ofCluster(workload, mine, { whole: true, pods: [], reads: [] }),
    () => import('../access.ts').then(({ accessRenderer }) => accessRenderer),
  ),
  options,
}
