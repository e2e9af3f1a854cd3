import { image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const app = image('example.org/app', '1.0.0')
const other = image('example.org/other', '1.0.0')

/** What has a limit alone is asked for. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'asks for memory alone',
  ports: {},
  // here
  workload: pod({
    container: { image: app, resources: { requests: { memory: '64Mi' }, limits: { memory: '64Mi' } } },
    sidecars: [
      { name: 'half', image: other, resources: { requests: { cpu: '10m' } } },
      { name: 'whole', image: other, resources: { requests: { cpu: '10m' }, limits: { memory: '64Mi' } } },
    ],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = [
  'unstated-request web half.resources.requests.memory',
  'unstated-request web web.resources.requests.cpu',
]
