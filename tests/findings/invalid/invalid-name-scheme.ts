import { endpoint, type Needs, service, tcp } from '@homelab/estate'
import { asEnv } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const cache = service(import.meta, 'cache', {
  title: 'Cache',
  summary: 'remembers',
  ports: { redis: tcp(6379) },
  workload: pod(),
})
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'asks it',
  ports: {},
  workload: pod(),
  needs: (): Needs => [
    // here
    endpoint(cache, 'redis', 'remembers', asEnv({ CACHE_URL: { scheme: 'redis://' }, OTHER: { scheme: 'rediss' } })),
  ],
})

export default fixture(import.meta, { services: [cache, web] })
export const expected: Expected = ['invalid-name web needs.cache.use.CACHE_URL']
