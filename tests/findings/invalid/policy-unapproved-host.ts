import { http, service } from '@homelab/estate'
import { type Expected, pod } from '../parts.ts'
import { tailnetFixture } from '../tailnet.ts'

const [web, wiki] = ['web', 'wiki'].map(name =>
  service(import.meta, name, {
    title: name,
    summary: name,
    ports: { http: http(80) },
    workload: pod({ objectName: name }),
    routes: { tailnet: { port: 'http' } },
  }),
)

/** Nobody says who approves Ingresses, so each waits. */
// here
export default tailnetFixture(
  import.meta,
  { serviceApprovers: [] },
  { services: [web, wiki].filter(each => each !== undefined) },
)
export const expected: Expected = ['policy-unapproved-host tailnet serviceApprovers ingress-0']
