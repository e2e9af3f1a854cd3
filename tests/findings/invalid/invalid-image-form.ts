import { http, image, service } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

const registry = service(import.meta, 'registry', {
  title: 'Registry',
  summary: 'keeps images that are built here',
  ports: { http: http(5000) },
  workload: pod(),
  probes: { ready: { port: 'http', path: '/v2/' } },
  routes: { tailnet: { port: 'http' } },
})
const of = (name: string, repository: string, version: string) =>
  service(import.meta, name, {
    title: name,
    summary: 'runs',
    ports: {},
    // here
    workload: pod({ container: { image: image(repository, version) } }),
  })
const own = (name: string) => `registry.tail.example.org/own/${name}`

export default fixture(import.meta, {
  services: [
    registry,
    of('one', own('one'), 'v1.0.0'),
    of('two', own('two'), 'v2.1.0'),
    of('three', own('three'), '1.0.0'),
    // Whoever else has a registry gives each version its own form.
    of('four', 'example.org/own/four', 'v1.0.0'),
    of('five', 'example.org/own/five', 'v1.0.0'),
    of('six', 'example.org/own/six', '1.0.0'),
    // But one repository has one form.
    of('seven', 'example.org/same', '1.0.0'),
    of('eight', 'example.org/same', '1.1.0'),
    of('nine', 'example.org/same', 'v1.1.0'),
  ],
})
export const expected: Expected = [
  'invalid-image nine example.org/same',
  'invalid-image three registry.tail.example.org/own/three',
]
