import { service } from '@homelab/estate'
import { object } from '@homelab/kubernetes'
import { byFlux } from '../by-flux.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const map = (name: string, namespace: string) =>
  object('ConfigMap', { metadata: { name, namespace }, data: { a: 'b' } })

/** One is there from the beginning, one is stated, and one is misspelt. */
// here
const one = service(import.meta, 'one', {
  title: 'One',
  summary: 'one',
  ports: {},
  workload: pod({
    at: byFlux,
    objects: [
      object('Namespace', { metadata: { name: 'stated' } }),
      map('there', 'kube-system'),
      map('stated', 'stated'),
      map('astray', 'stted'),
    ],
  }),
})

export default fixture(import.meta, { clusters: [byFlux], services: [one] })
export const expected: Expected = ['unprovided-reference one ConfigMap stted/astray']
