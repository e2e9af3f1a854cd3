import { service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** What is left of a Secret whose data was forgotten. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  // @ts-expect-error It says no data.
  workload: pod({ secrets: [{ kind: 'external-secret', name: 'web' }] }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['wrong-type web workload.secrets[0].data']
