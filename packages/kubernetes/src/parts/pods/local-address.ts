import type { LocalAddress } from '@homelab/estate/model'
import type { PodWorkload } from './workload.ts'

/** Where a load balancer lets the local network in. */
export function localAddress(type: PodWorkload['serviceType']): LocalAddress | undefined {
  if (typeof type !== 'object') return undefined
  return type.by === 'servicelb' ? { on: 'nodes' } : { on: 'address', address: type.address }
}
