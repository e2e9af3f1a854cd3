import { http, image, ownUrl, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  // here
  workload: pod({ container: { image: image('example.org/app', '1.0.0'), env: { BASE_URL: ownUrl('tailnet') } } }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unreachable-route web workload']
