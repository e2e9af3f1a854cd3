import { service } from '@homelab/estate'
import { appliedSecret } from '@homelab/kubernetes'
import { byFlux } from '../by-flux.ts'
import { paper, withPaper } from '../paper.ts'
import { type Expected, pod, reading } from '../parts.ts'

/** Flux decrypts whole objects. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod({
    at: byFlux,
    ...reading('web'),
    // here
    secrets: [appliedSecret('web', { data: { password: paper.secrets.app.password } })],
  }),
})

export default withPaper(import.meta, { clusters: [byFlux], services: [web] })
export const expected: Expected = ['unreadable-secret web secrets.web']
