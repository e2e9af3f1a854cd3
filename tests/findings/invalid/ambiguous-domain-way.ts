import { http, image, ownUrl, service } from '@homelab/estate'
import { proxy, twoDomains } from '../domains.ts'
import { box, type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(8080) },
  // It may call itself by either of its names.
  workload: pod({
    container: {
      image: image('example.org/app', '1.0.0'),
      env: {
        // here
        OWN_URL: ownUrl('ops'),
        LAB: ownUrl({ domain: 'lab' }),
      },
    },
  }),
  routes: { tailnet: { port: 'http' }, ops: [{ port: 'http' }, { port: 'http', domain: 'lab' }] },
})

export default fixture(import.meta, {
  hosts: [{ ...box, tailnet: { by: 'tags', tags: ['tag:box'] } }],
  domains: twoDomains,
  services: [web, proxy(box, 'ops', 'lab')],
})
export const expected: Expected = ['ambiguous-domain web workload']
