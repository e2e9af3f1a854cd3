import { endpoint, type Needs, type Service, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** What is left of an import that gave nothing: types are stripped at run time. */
const missing = undefined as unknown as Service<'http'>
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  needs: (): Needs => [endpoint((() => missing.props && missing)(), 'http', 'asks it things')],
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['failed-import web needs']
