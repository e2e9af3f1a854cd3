import { http, image, service } from '@homelab/estate'
import { homepageIn } from '@homelab/services'
import { type Expected, kind, pod } from '../parts.ts'
import { tailnetFixture } from '../tailnet.ts'

const other: typeof kind = { ...kind, name: 'other', context: 'other', source: { ...kind.source, folder: 'other' } }

/** Its cluster has endpoints in the tailnet, and its machine is no device of it. */
// here
const home = service(import.meta, 'home', {
  ...homepageIn(other, { image: image('ghcr.io/gethomepage/homepage', 'v1.4.6') }),
  routes: { tailnet: { port: 'http' } },
})

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  probes: { ready: { port: 'http', path: '/' } },
  routes: { tailnet: { port: 'http' } },
  tile: { title: 'Web', group: 'Apps', icon: 'mdi-web', description: 'of the fixtures' },
})

export default tailnetFixture(import.meta, {}, { clusters: [kind, other], services: [home, web] })
export const expected: Expected = ['policy-refused-flow home needs.web']
