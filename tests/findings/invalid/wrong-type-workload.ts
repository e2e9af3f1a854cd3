import { service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** What is left where names are not there: types are stripped at run time. */
const nothing = undefined as never
const bare = service(import.meta, 'bare', {
  title: 'Bare',
  summary: 'bare',
  ports: {},
  // here
  workload: pod({ container: nothing }),
})
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({ container: { image: 'example.org/app:1.0.0' as never, env: { MODE: null as never } } }),
})

export default fixture(import.meta, { services: [bare, web] })
export const expected: Expected = [
  'wrong-type bare workload.container',
  'wrong-type web workload.container.env.MODE',
  'wrong-type web workload.container.image',
]
