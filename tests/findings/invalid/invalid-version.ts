import { hostService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

/** It stands in a condition, which Ansible evaluates. */
const tool = service(import.meta, 'tool', {
  title: 'Tool',
  summary: 'tool',
  ports: {},
  // here
  workload: hostService({
    at: box,
    requiresVersions: [
      { program: 'tool', ask: ['tool', '--version'], environment: {}, atLeast: '1 {{ 7*7 }}', how: 'Install it.' },
    ],
  }),
})

export default fixture(import.meta, { services: [tool] })
export const expected: Expected = ['invalid-version tool workload.requiresVersions tool']
