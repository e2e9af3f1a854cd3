import { http, service } from '@homelab/estate'
import { type Expected, pod } from '../parts.ts'
import { boss, tailnetFixture } from '../tailnet.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
})

/** The administrator may give the tag by hand; the operator is asked to, and may not. */
// here
export default tailnetFixture(
  import.meta,
  { tags: [{ tag: 'tag:k8s', owners: ['autogroup:admin', boss] }] },
  { services: [web] },
)
export const expected: Expected = ['policy-ungivable-tag tag:k8s']
