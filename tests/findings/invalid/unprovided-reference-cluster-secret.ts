import { cluster, service } from '@homelab/estate'
import { argoCd, argoCdIn } from '@homelab/kubernetes'
import { besides, farther, home, reaching, storeAtHome } from '../hills.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** Nobody made a Secret by which it is reached; there is one for a cluster that has an Argo CD of its own. */
const far = cluster('far', {
  ...besides,
  // here
  delivery: argoCdIn(home, farther),
})
const own = cluster('own', {
  ...{ ...besides, context: 'own', source: { ...besides.source, folder: 'own' } },
  delivery: argoCd({ handwritten: 'manual', namespace: 'argocd', project: 'default', root: 'root' }),
})
// here
const argo = reaching(own)
const web = service(import.meta, 'web', { title: 'Web', summary: 'x', ports: {}, workload: pod({ at: far }) })

export default fixture(import.meta, { clusters: [home, far, own], services: [argo, storeAtHome, web] })
export const expected: Expected = ['unprovided-reference argo secrets.cluster-own', 'unprovided-reference far delivery']
