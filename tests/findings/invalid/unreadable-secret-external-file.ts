import { service } from '@homelab/estate'
import { externalSecret } from '@homelab/kubernetes'
import { byScript, paper, withPaper } from '../paper.ts'
import { type Expected, pod, reading } from '../parts.ts'

/** External Secrets reads no files of a repository. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod({
    at: byScript,
    ...reading('web'),
    // here
    secrets: [externalSecret('web', { data: { password: paper.secrets.app.password } })],
  }),
})

export default withPaper(import.meta, { clusters: [byScript], services: [web] })
export const expected: Expected = ['unreadable-secret web secrets.web']
