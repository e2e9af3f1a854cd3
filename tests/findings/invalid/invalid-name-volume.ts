import { service } from '@homelab/estate'
import { emptyDir } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  // here
  workload: pod({ volumes: [emptyDir('Scratch'), emptyDir('cache'), emptyDir('cache')] }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['invalid-name web volume Scratch', 'invalid-name web volume cache']
