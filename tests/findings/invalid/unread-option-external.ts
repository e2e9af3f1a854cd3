import { external, journalLog, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

/** What is found by its own kind is read wherever it stands; all else nobody here reads. */
// here
const old = service(import.meta, 'old', {
  title: 'Old',
  summary: 'stays hand-written',
  ports: {},
  workload: {
    ...external(box),
    ...{ journals: [journalLog('old.service')], resources: { memory: '1Gi' }, hooks: ['restart'] },
  },
})

export default fixture(import.meta, { services: [old] })
export const expected: Expected = ['unread-option old workload.hooks', 'unread-option old workload.resources']
