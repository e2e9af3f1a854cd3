import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  // here
  ports: { http: http(80, { nodePort: 8080 }) },
  workload: pod({ serviceType: 'NodePort' }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-port web ports.http']
