import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** One path that is never asked for, and a list that carries nothing. */
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: {
    tailnet: [
      { port: 'http', host: 'push', paths: ['/api/../push'] },
      { port: 'http', host: 'nothing', paths: [] },
    ],
  },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-path web routes.tailnet', 'invalid-path web routes.tailnet']
