import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod, secrets } from '../parts.ts'

/** No home page of the estate is there that would take the secret. */
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'shows pages',
  ports: { http: http(8080) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  tile: {
    title: 'Web',
    group: 'Apps',
    icon: 'web.png',
    description: 'of the fixtures',
    widget: { type: 'miniflux', fields: { key: secrets.app.password } },
  },
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unprovided-reference web tile.widget']
