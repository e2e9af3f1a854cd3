import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const one = service(import.meta, 'web', { title: 'One', summary: 'one', ports: { http: http(80) }, workload: pod() })
// here
const two = service(import.meta, 'web', {
  title: 'Two',
  summary: 'two',
  ports: {},
  workload: pod({ application: { name: 'web-two' }, objectName: 'web-two' }),
})

export default fixture(import.meta, { services: [one, two] })
export const expected: Expected = ['duplicate-service web']
