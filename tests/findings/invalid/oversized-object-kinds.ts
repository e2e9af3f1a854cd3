import { service } from '@homelab/estate'
import { application } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const operator = service(import.meta, 'operator', {
  title: 'Operator',
  summary: 'brings kinds of its own',
  ports: {},
  workload: pod({
    at: byArgoCd,
    // here
    crds: application('operator-crds', {
      repository: 'https://git.example.com/operator.git',
      targetRevision: 'v1.0.0',
    }),
  }),
})

export default fixture(import.meta, { clusters: [byArgoCd], services: [operator] })
export const expected: Expected = ['oversized-object operator application operator-crds']
