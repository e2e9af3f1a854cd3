import { hostService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { box, type Expected, fixture, secrets } from '../parts.ts'

/** A part of the name of a variable of Ansible. */
const tool = service(import.meta, 'tool', {
  title: 'Tool',
  summary: 'tool',
  ports: {},
  // here
  workload: hostService({ at: box, secretNames: { 'api-key': secrets.app.password } }),
})

export default fixture(import.meta, { services: [tool] })
export const expected: Expected = ['invalid-name tool workload.secretNames.api-key']
