import type { LocalAddress } from '@homelab/estate/model'
import { answeredBy } from './answered.ts'
import type { PodWorkload } from './workload.ts'

/** Where a load balancer lets the local network in: to the main pods, not to those beside them. */
export function localAddress({
  serviceType: type,
  beside = [],
}: Pick<PodWorkload, 'serviceType' | 'beside'>): LocalAddress | undefined {
  if (typeof type !== 'object') return undefined
  const others = beside.flatMap(answeredBy)
  const except = others.length > 0 && { except: others }
  return type.by === 'servicelb' ? { on: 'nodes', ...except } : { on: 'address', address: type.address, ...except }
}
