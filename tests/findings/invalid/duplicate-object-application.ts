import { cluster, service } from '@homelab/estate'
import { argoCdIn } from '@homelab/kubernetes'
import { besides, farther, home, reaching, storeAtHome } from '../hills.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** Argo CD has all Applications and projects in one namespace. */
const far = cluster('far', {
  ...besides,
  // here
  delivery: argoCdIn(home, { ...farther, project: 'default', root: 'root' }),
})
const argo = reaching(far)
const application = { name: 'apps' }
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  workload: pod({ at: home, application }),
})
const two = service(import.meta, 'two', {
  title: 'Two',
  summary: 'two',
  ports: {},
  // here
  workload: pod({ at: far, application }),
})

export default fixture(import.meta, { clusters: [home, far], services: [argo, storeAtHome, one, two] })
export const expected: Expected = [
  'duplicate-object far delivery.project',
  'duplicate-object far delivery.root',
  'duplicate-object two application apps',
]
