import { hostService } from '@homelab/ansible-gen'
import { https, image, service } from '@homelab/estate/model'
import { node, packages } from '../memory.ts'
import { box, type Expected, fixture, pod } from '../parts.ts'

/** Twenty tenths are its two: added as fractions they are a little more. */
const cluster = service(import.meta, 'node', {
  title: 'node',
  summary: 'the cluster itself',
  ports: { api: https(8443) },
  workload: hostService({ at: box, packages, programs: [node(1024)] }),
})
const busy = Array.from({ length: 20 }, (_, index) => {
  const name = `busy-${index}`
  const resources = { requests: { cpu: '100m' }, limits: { memory: '1Mi' } }
  const container = { image: image('example.org/app', '1.0.0'), resources }
  return service(import.meta, name, { title: name, summary: name, ports: {}, workload: pod({ container }) })
})

export default fixture(import.meta, { services: [cluster, ...busy] })
export const expected: Expected = []
