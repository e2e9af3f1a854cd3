import { service } from '@homelab/estate'
import { appliedSecret } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { paper, withPaper } from '../paper.ts'
import { type Expected, pod, reading } from '../parts.ts'

/** Argo CD decrypts nothing. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod({
    at: byArgoCd,
    ...reading('web'),
    // here
    secrets: [appliedSecret('web', { data: { password: paper.secrets.app.password } })],
  }),
})

export default withPaper(import.meta, { clusters: [byArgoCd], services: [web] })
export const expected: Expected = ['unreadable-secret web secrets.web']
