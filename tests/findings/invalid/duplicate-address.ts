import { http, service } from '@homelab/estate'
import { metalLb } from '@homelab/kubernetes'
import { box, type Expected, fixture, pod } from '../parts.ts'

const text = { title: 'Web', summary: 'wants an address', ports: { http: http(80) } }

/** That of the machine itself. */
const ofHost = service(import.meta, 'of-host', {
  ...text,
  // here
  workload: pod({ serviceType: metalLb(box.lanAddress ?? '') }),
})
const first = service(import.meta, 'first', { ...text, workload: pod({ serviceType: metalLb('192.0.2.240') }) })
/** MetalLB gives one to one Service: https://metallb.io/usage/#ip-address-sharing */
const second = service(import.meta, 'second', {
  ...text,
  ports: { other: http(81) },
  // here
  workload: pod({ serviceType: metalLb('192.0.2.240') }),
})

export default fixture(import.meta, { services: [ofHost, first, second] })
export const expected: Expected = [
  'duplicate-address of-host workload.serviceType.address',
  'duplicate-address second workload.serviceType.address',
]
