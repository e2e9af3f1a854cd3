import { http, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** The home page looks for pods that nothing has. */
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  tile: { title: 'Web', group: 'Apps', icon: 'web.png', description: 'of the fixtures', podSelector: 'app=wbe' },
})

const notes = service(import.meta, 'notes', {
  title: 'Notes',
  summary: 'is found by the label that its pods have',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  tile: { title: 'Notes', group: 'Apps', icon: 'web.png', description: 'of the fixtures', podSelector: 'app=notes' },
})

const either = service(import.meta, 'either', {
  title: 'Either',
  summary: 'is found by the labels that its pods do not have, which nobody here judges',
  ports: { http: http(80) },
  workload: pod(),
  routes: { tailnet: { port: 'http' } },
  tile: {
    ...{ title: 'Either', group: 'Apps', icon: 'either.png', description: 'of the fixtures' },
    podSelector: 'app!=other',
  },
})

export default fixture(import.meta, { services: [web, notes, either] })
export const expected: Expected = ['unprovided-reference web tile.podSelector']
