import { http, service } from '@homelab/estate'
import { application, type IgnoredDifference } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

function leaves(name: string, ...ignoreDifferences: readonly IgnoredDifference[]) {
  return service(import.meta, name, {
    title: name,
    summary: 'has fields that the cluster writes',
    ports: { http: http(80) },
    // here
    workload: pod({ at: byArgoCd, application: application(name, { ignoreDifferences }) }),
  })
}

/** What the cluster adds is not there before. */
const right = leaves('right', { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas', '/status'] })
const kind = leaves('kind', { kind: 'Servce', jsonPointers: ['/spec/ports'] })
const group = leaves('group', { kind: 'Deployment', jsonPointers: ['/spec/replicas'] })
const named = leaves('named', { kind: 'Service', name: 'other', jsonPointers: ['/spec/ports'] })
const field = leaves('field', { kind: 'Service', name: 'field', jsonPointers: ['/spec/prots'] })

export default fixture(import.meta, { clusters: [byArgoCd], services: [right, kind, group, named, field] })
export const expected: Expected = ['kind', 'group', 'named', 'field']
  .toSorted()
  .map(name => `unread-option ${name} application ${name}.ignoreDifferences[0]`)
