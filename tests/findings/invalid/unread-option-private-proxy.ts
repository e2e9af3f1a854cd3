import { external, http, service } from '@homelab/estate'
import { privateProxy } from '../logins.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** Nobody tells a proxy that is set up by hand whom it is to answer. */
// here
const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'app',
  ports: { http: http(3000) },
  workload: external(box),
  routes: { ops: { port: 'http', allowedFrom: ['192.0.2.0/24'] } },
})

export default fixture(import.meta, { services: [privateProxy, app] })
export const expected: Expected = ['unread-option app routes.ops.allowedFrom']
