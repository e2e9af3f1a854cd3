import type { k8s } from '../../k8s.ts'
import type { LoadBalancer } from './index.ts'

interface Balanced {
  readonly annotations?: Readonly<Record<string, string>>
  readonly spec: Pick<k8s.ServiceSpec, 'type' | 'allocateLoadBalancerNodePorts'>
}

/**
 * What makes a load balancer open a Service. Without a word Kubernetes opens a port of its choice on every node as well, for
 * load balancers outside of the cluster: both of these lead to the Service without one.
 * https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-nodeport-allocation
 */
export function balanced(by: LoadBalancer): Balanced {
  return {
    ...(by.by === 'metallb' && { annotations: { 'metallb.io/loadBalancerIPs': by.address } }),
    spec: { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false },
  }
}
