import { service } from '@homelab/estate'
import { claim } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  // @ts-expect-error data says how it is backed up
  workload: pod({ volumes: [claim('data', 'web', { size: '1Gi', holds: 'pages' })] }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['missing-backup web volume data']
