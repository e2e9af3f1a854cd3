import { http, service } from '@homelab/estate'
import { application, externalApplications, type IgnoredDifference } from '@homelab/kubernetes'
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
const right = leaves(
  'right',
  {
    group: 'apps',
    kind: 'Deployment',
    jsonPointers: ['/spec/replicas', '/status', '/metadata/annotations/example.org~1hash'],
  },
  { kind: 'Service', jsonPointers: ['/spec/clusterIP', '/spec/ports/0/nodePort'] },
  { group: 'apps', kind: 'Deployment', jqPathExpressions: ['.spec.template.spec.containers[].image'] },
  { kind: 'Service', managedFieldsManagers: ['operator'] },
)
const kind = leaves('kind', { kind: 'Servce', jsonPointers: ['/spec/ports'] })
const group = leaves('group', { kind: 'Deployment', jsonPointers: ['/spec/replicas'] })
const named = leaves('named', { kind: 'Service', name: 'other', jsonPointers: ['/spec/ports'] })
const field = leaves('field', { kind: 'Service', name: 'field', jsonPointers: ['/spec/prots'] })
const lacking = leaves('lacking', { kind: 'Service', jsonPointers: ['/spec/selectr'] })
const filled = leaves('filled', { kind: 'Service', jsonPointers: ['/metdata/annotations'] })
const added = leaves('added', { kind: 'Service', jsonPointers: ['/spec/ipFamilis'] })
const query = leaves('query', {
  group: 'apps',
  kind: 'Deployment',
  jqPathExpressions: ['.spec.templte.spec.containers[]'],
})
const nothing = leaves('nothing', { kind: 'Service' })
const rootless = leaves('rootless', { kind: 'Service', jsonPointers: ['spec/ports'] })

/** Of what stays hand-written it is known what Kubernetes has. */
function byHand(name: string, ignored: IgnoredDifference) {
  return service(import.meta, name, {
    title: name,
    summary: 'stays hand-written',
    ports: {},
    workload: externalApplications({
      at: byArgoCd,
      namespace: name,
      // here
      applications: [application(name, { ignoreDifferences: [ignored] })],
    }),
  })
}
const old = byHand('old', { group: 'networking.k8s.io', kind: 'NetworkPolicy', jsonPointers: ['/spec'] })
const custom = byHand('custom', { group: 'example.org', kind: 'Thing', jsonPointers: ['/spec'] })
const unserved = byHand('unserved', { group: 'app', kind: 'Deployment', jsonPointers: ['/spec/replicas'] })
const unknown = byHand('unknown', { group: 'apps', kind: 'Deployent', jsonPointers: ['/spec/replicas'] })
const misspelt = byHand('misspelt', { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replcas'] })

const wrong = [kind, group, named, field, lacking, filled, added, query, nothing, rootless, unserved, unknown, misspelt]

export default fixture(import.meta, { clusters: [byArgoCd], services: [right, old, custom, ...wrong] })
export const expected: Expected = wrong
  .map(({ name }) => `unread-option ${name} application ${name}.ignoreDifferences[0]`)
  .toSorted()
