import { hostService } from '@homelab/ansible-gen'
import { https, image, service } from '@homelab/estate/model'
import { node, packages } from '../memory.ts'
import { box, type Expected, fixture, pod } from '../parts.ts'

/** One thousandth more than its two, together: a limit alone is a request as well. */
const cluster = service(import.meta, 'node', {
  title: 'node',
  summary: 'the cluster itself',
  ports: { api: https(8443) },
  // here
  workload: hostService({ at: box, packages, programs: [node(1024)] }),
})
const busy = (name: string, cpu: string, replicas: number) =>
  service(import.meta, name, {
    title: name,
    summary: name,
    ports: {},
    workload: pod({
      replicas,
      container: { image: image('example.org/app', '1.0.0'), resources: { limits: { memory: '1Mi', cpu } } },
    }),
  })

export default fixture(import.meta, { services: [cluster, busy('one', '1001m', 1), busy('two', '0.5', 2)] })
export const expected: Expected = ['too-few-processors node cluster kind']
