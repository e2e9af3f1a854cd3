import { cluster, service } from '@homelab/estate'
import { argoCdIn } from '@homelab/kubernetes'
import { besides, farther, home, reaching, storeAtHome } from '../hills.ts'
import { type Expected, fixture, pod } from '../parts.ts'

/** Whoever is in between would read the token. */
const far = cluster('far', {
  ...besides,
  // here
  delivery: argoCdIn(home, { ...farther, api: 'http://192.0.2.2:8080' }),
})
const web = service(import.meta, 'web', { title: 'Web', summary: 'x', ports: {}, workload: pod({ at: far }) })

export default fixture(import.meta, { clusters: [home, far], services: [reaching(far), storeAtHome, web] })
export const expected: Expected = ['unknown-word far delivery.api']
