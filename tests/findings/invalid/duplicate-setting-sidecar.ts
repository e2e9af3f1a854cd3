import { http, image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const exporter = { image: image('example.org/exporter', '1.0.0'), answers: ['metrics'] }

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'has two beside it that want one port',
  ports: { http: http(80), metrics: http(9100) },
  // here
  workload: pod({
    sidecars: [
      { ...exporter, name: 'one' },
      { ...exporter, name: 'other' },
    ],
  }),
})

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['duplicate-setting web other.answers']
