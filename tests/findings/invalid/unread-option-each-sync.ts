import { image, service } from '@homelab/estate'
import { applyFolder } from '@homelab/kubernetes'
import { byFlux } from '../by-flux.ts'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const container = { name: 'migrate', image: image('example.org/web', '1.0.0') }
const applied: typeof kind = { ...kind, name: 'applied', context: 'applied', delivery: applyFolder() }

/** Flux makes no Job anew that is the same. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'migrates at each sync',
  ports: {},
  // here
  workload: pod({ at: byFlux, eachSync: [{ name: 'migrate', when: 'before-pods', restart: 'Never', container }] }),
})

/** The script runs nothing after what failed. */
const shop = service(import.meta, 'shop', {
  title: 'Shop',
  summary: 'tells of a failure',
  ports: {},
  // here
  workload: pod({ at: applied, eachSync: [{ name: 'tell', when: 'after-failure', restart: 'Never', container }] }),
})

export default fixture(import.meta, { clusters: [byFlux, applied], services: [web, shop] })
export const expected: Expected = ['unread-option shop eachSync.tell.when', 'unread-option web eachSync.migrate.when']
