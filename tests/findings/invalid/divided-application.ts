import { type DeliveryGroup, type Service, service } from '@homelab/estate/model'
import { type Expected, fixture, pod } from '../parts.ts'

function web(name: string, props: Omit<DeliveryGroup, 'name'>): Service {
  // here
  const workload = pod({ application: { name: 'shared', ...props } })
  return service(import.meta, name, { title: name, summary: name, ports: {}, workload })
}

/** Whoever says nothing, or the same, agrees. */
const services = [
  web('one', { namespace: 'apps' }),
  web('two', {}),
  web('three', { namespace: 'apps' }),
  web('four', { namespace: 'none' }),
]

export default fixture(import.meta, { services })
export const expected: Expected = ['divided-application four application shared.namespace']
