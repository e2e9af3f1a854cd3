import { made } from '@homelab/estate/model'

/** What gives a Service of type LoadBalancer an address in the local network: all its ports answer there. */
export type LoadBalancer = ServiceLb | MetalLb

/** https://docs.k3s.io/networking/networking-services#service-load-balancer */
export interface ServiceLb {
  readonly kind: 'load-balancer'
  readonly by: 'servicelb'
}

/** https://metallb.io/usage/ */
export interface MetalLb {
  readonly kind: 'load-balancer'
  readonly by: 'metallb'
  /** Of one of its pools; no host and no other service has it. */
  readonly address: string
}

/**
 * k3s opens each port of the Service on every node: no other service, and no program of the node, can have it there.
 *
 * @example serviceLb()
 */
export function serviceLb(): ServiceLb {
  return made({ kind: 'load-balancer', by: 'servicelb' })
}

/**
 * An address of its own, which MetalLB announces in the local network.
 *
 * @param address of one of MetalLB's pools: without a fixed one nobody could be told where to connect to
 * @example metalLb('192.0.2.240')
 */
export function metalLb(address: string): MetalLb {
  return made({ kind: 'load-balancer', by: 'metallb', address })
}
