import { service } from '@homelab/estate'
import { appliedSecret } from '@homelab/kubernetes'
import { byScript, paper, withPaper } from '../paper.ts'
import { type Expected, pod, reading } from '../parts.ts'

/** A shell knows no function of Go's templates. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod({
    at: byScript,
    ...reading('web'),
    secrets: [
      // here
      appliedSecret('web', {
        data: { password: paper.secrets.app.password },
        template: { password: '{{ .password }} {{ b64enc .password }}' },
      }),
    ],
  }),
})

export default withPaper(import.meta, { clusters: [byScript], services: [web] })
export const expected: Expected = ['unreadable-secret web secrets.web']
