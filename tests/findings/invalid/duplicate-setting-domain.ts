import { external, http, https, service } from '@homelab/estate'
import { caddy, door } from '../caddy.ts'
import { box, type Expected, fixture, vaulted } from '../parts.ts'

const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'app',
  ports: { http: http(3000) },
  workload: external(box),
  routes: { ops: { port: 'http' } },
})

/** The old one, which somebody forgot to take out. */
// here
const other = service(import.meta, 'other', {
  title: 'Other',
  summary: 'carries private names, too',
  ports: { https: https(443) },
  workload: external(box),
  serves: 'ops',
})

export default fixture(import.meta, {
  hosts: [box, door],
  clusters: [],
  vaults: [vaulted.vault],
  services: [caddy, app, other],
})
export const expected: Expected = ['duplicate-setting other serves']
