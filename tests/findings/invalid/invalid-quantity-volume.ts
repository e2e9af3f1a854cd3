import { notBackedUp, service } from '@homelab/estate'
import { claim } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod({
    // here
    volumes: [claim('data', 'web', { size: 'ten gigabytes', holds: 'pages', backup: notBackedUp('a fixture') })],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-quantity web volume data']
