import { saved, service } from '@homelab/estate'
import { claim } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

/** A claim has no folder on a host that a backup could read. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({ volumes: [claim('data', 'web', { size: '1Gi', holds: 'pages', backup: saved('critical') })] }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['missing-backup web volume data']
