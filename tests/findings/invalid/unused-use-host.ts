import { hostService } from '@homelab/ansible-gen'
import { endpoint, external, http, type Needs, service } from '@homelab/estate'
import { asEnv } from '@homelab/kubernetes'
import { box, type Expected, fixture } from '../parts.ts'

const api = service(import.meta, 'api', {
  title: 'API',
  summary: 'api',
  ports: { http: http(8080) },
  workload: hostService({ at: box }),
})
// here
const needs = (): Needs => [endpoint(api, 'http', 'asks it things', asEnv({ API: 'url' }))]
/** What a host runs has no container that variables could go to. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: hostService({ at: box }),
  needs,
})
/** What is written by hand takes nothing from here. */
const byHand = service(import.meta, 'by-hand', {
  title: 'By hand',
  summary: 'is written by hand',
  ports: {},
  workload: external(box),
  needs,
})

export default fixture(import.meta, { services: [api, web, byHand] })
export const expected: Expected = ['unused-use by-hand needs.api.use', 'unused-use web needs.api.use']
