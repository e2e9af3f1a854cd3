import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

// here
const docs = service(import.meta, 'docs', {
  title: 'Docs',
  summary: 'shows the documentation through a route that it does not have',
  ports: { http: http(80) },
  workload: pod(),
  documents: 'public',
})

export default fixture(import.meta, { services: [docs] })
export const expected: Expected = ['unreachable-route docs documents']
