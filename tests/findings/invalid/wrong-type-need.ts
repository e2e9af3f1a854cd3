import { endpoint, type Needs, type Service, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** What is left of an import that gave nothing. */
const missing = undefined as unknown as Service<'http'>
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod(),
  // here
  needs: (): Needs => [endpoint(missing, 'http', 'asks it things')],
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['wrong-type web needs[0].of']
