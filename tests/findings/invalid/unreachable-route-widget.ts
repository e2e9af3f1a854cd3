import { external, host, http, image, service, tcp } from '@homelab/estate'
import { homepageIn } from '@homelab/services'
import { box, type Expected, fixture, kind, pod } from '../parts.ts'

const away = host('away', { platform: 'managed', role: 'stands elsewhere' })

const home = service(import.meta, 'home', {
  ...homepageIn(kind, { image: image('ghcr.io/gethomepage/homepage', 'v1.4.6') }),
  routes: { tailnet: { port: 'http' } },
})

/** Of another machine, to which nothing leads from the page. */
// here
const far = service(import.meta, 'far', {
  title: 'Far',
  summary: 'counts',
  ports: { http: http(8080) },
  workload: external(away),
  tile: {
    ...{ title: 'Far', group: 'Apps', icon: 'web.png', description: 'of the fixtures' },
    widget: { type: 'customapi', fields: {} },
  },
})

/** It has no such port. */
// here
const near = service(import.meta, 'near', {
  title: 'Near',
  summary: 'counts',
  ports: { http: http(8080), sql: tcp(5432) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  tile: {
    ...{ title: 'Near', group: 'Apps', icon: 'web.png', description: 'of the fixtures' },
    // @ts-expect-error the service names no port so
    widget: { type: 'customapi', port: 'api', fields: {} },
  },
})

export default fixture(import.meta, { hosts: [box, away], services: [home, far, near] })
export const expected: Expected = ['unknown-port near tile.widget', 'unreachable-route far tile.widget']
