import { service } from '@homelab/estate'
import { appliedSecret } from '@homelab/kubernetes'
import { byScript } from '../paper.ts'
import { type Expected, fixture, pod, reading, secrets } from '../parts.ts'

/** A script reads files, and no server. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod({
    at: byScript,
    ...reading('web'),
    // here
    secrets: [appliedSecret('web', { data: { password: secrets.app.password } })],
  }),
})

export default fixture(import.meta, { clusters: [byScript], services: [web] })
export const expected: Expected = ['unreadable-secret web secrets.web']
