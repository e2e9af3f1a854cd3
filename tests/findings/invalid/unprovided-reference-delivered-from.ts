import { cluster, service } from '@homelab/estate'
import { argoCdIn } from '@homelab/kubernetes'
import { besides, farther } from '../hills.ts'
import { type Expected, fixture, kind, pod } from '../parts.ts'

/** Something else delivers to that cluster: there is no Argo CD. */
const far = cluster('far', {
  ...besides,
  // here
  delivery: argoCdIn(kind, farther),
})

const web = service(import.meta, 'web', { title: 'Web', summary: 'x', ports: {}, workload: pod({ at: far }) })

export default fixture(import.meta, { clusters: [kind, far], services: [web] })
export const expected: Expected = ['unprovided-reference far delivery']
