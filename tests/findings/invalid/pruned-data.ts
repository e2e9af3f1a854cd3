import { notBackedUp, service } from '@homelab/estate'
import { application, claim, object, objects } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const sync = { sync: 'by-itself', prune: true } as const
const pages = claim('pages', 'web-pages', { size: '1Gi', holds: 'pages', backup: notBackedUp('nobody needs them') })

// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'keeps what it is given',
  ports: {},
  workload: pod({ at: byArgoCd, application: application('web', sync), volumes: [pages] }),
})
/** One says that it stays; a namespace takes along what is in it. */
const rooms = service(import.meta, 'rooms', {
  title: 'Rooms',
  summary: 'makes namespaces',
  ports: {},
  workload: objects({
    at: byArgoCd,
    namespace: 'rooms',
    application: application('rooms', sync),
    objects: [
      // here
      object('Namespace', { metadata: { name: 'attic' } }),
      object('Namespace', {
        metadata: { name: 'cellar', annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } },
      }),
    ],
  }),
})

export default fixture(import.meta, { clusters: [byArgoCd], services: [web, rooms] })
export const expected: Expected = [
  'pruned-data rooms Namespace attic',
  'pruned-data web PersistentVolumeClaim apps/web-pages',
]
