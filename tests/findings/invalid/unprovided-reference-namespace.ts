import { service } from '@homelab/estate'
import { application, object } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { byFlux } from '../by-flux.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const map = (name: string, namespace: string) =>
  // here
  object('ConfigMap', { metadata: { name, namespace }, data: { a: 'b' } })
const text = { title: 'One', summary: 'one', ports: {} }

/** One is there from the beginning, one is stated, and one is misspelt, by two. */
const one = service(import.meta, 'one', {
  ...text,
  workload: pod({
    at: byFlux,
    objects: [
      object('Namespace', { metadata: { name: 'stated' } }),
      map('there', 'kube-system'),
      map('stated', 'stated'),
      map('astray', 'stted'),
      map('other', 'stted'),
    ],
  }),
})
const argo = { ...byArgoCd, name: 'argo', context: 'argo', source: { ...byArgoCd.source, folder: 'argo' } }
/** Those of other services are made with them. */
const two = service(import.meta, 'two', {
  ...text,
  workload: pod({
    at: argo,
    objects: [map('there', 'groups'), map('astray', 'group')],
  }),
})
const three = service(import.meta, 'three', {
  ...text,
  workload: pod({ at: argo, namespace: 'services', application: application('three', { namespace: 'groups' }) }),
})

export default fixture(import.meta, { clusters: [byFlux, argo], services: [one, two, three] })
export const expected: Expected = [
  'unprovided-reference one ConfigMap astray.metadata.namespace',
  'unprovided-reference two ConfigMap astray.metadata.namespace',
]
