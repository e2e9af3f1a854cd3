import { notBackedUp, service } from '@homelab/estate'
import { nodeFolder } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'keeps data nowhere',
  ports: {},
  // here
  workload: pod({ volumes: [nodeFolder('data', 'srv/../data', { holds: 'x', backup: notBackedUp('a fixture') })] }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-path web volumes.data']
