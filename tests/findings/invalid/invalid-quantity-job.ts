import { image, service } from '@homelab/estate'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

const container = { name: 'first', image: image('example.org/app', '1.0.0') }

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'is tried less than once',
  ports: {},
  // here
  workload: pod({
    at: byArgoCd,
    once: [{ name: 'first', restart: 'Never', retries: -1, longestSeconds: 0, container }],
    eachSync: [{ name: 'again', when: 'after-all', restart: 'Never', retries: 0.5, container }],
  }),
})

export default fixture(import.meta, { clusters: [byArgoCd], services: [web] })
export const expected: Expected = [
  'invalid-quantity web eachSync.again.retries',
  'invalid-quantity web once.first.longestSeconds',
  'invalid-quantity web once.first.retries',
]
