import { service } from '@homelab/estate'
import { emptyDir } from '@homelab/kubernetes'
import { config, logs, metrics, pushes } from '../collected.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const agent = service(import.meta, 'agent', {
  title: 'Agent',
  summary: 'forgets how far it has read',
  ports: {},
  // here
  workload: pod({ volumes: [config, emptyDir('data')] }),
  collects: ['logs', 'probes'],
  needs: pushes,
})

export default fixture(import.meta, { services: [logs, metrics, agent] })
export const expected: Expected = ['forgetful-collector agent workload.volumes']
