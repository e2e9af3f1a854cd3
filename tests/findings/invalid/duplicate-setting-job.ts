import { daily, image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const job = {
  name: 'tidy',
  restart: 'Never',
  container: { name: 'tidy', image: image('example.org/app', '1.0.0') },
} as const

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'tidies by the clock, and once',
  ports: {},
  // here
  workload: pod({ jobs: [{ ...job, schedule: daily(4, 0), concurrency: 'Forbid' }], once: [job] }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['duplicate-setting web jobs.tidy']
