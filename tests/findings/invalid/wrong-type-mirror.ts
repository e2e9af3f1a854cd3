import { asImageMirror, hostService } from '@homelab/ansible-gen'
import { endpoint, http, type Needs, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const registry = service(import.meta, 'registry', {
  title: 'Registry',
  summary: 'registry',
  ports: { http: http(80) },
  workload: hostService({ at: box }),
})
/** A member that the use does not have. */
// here
const mirror: ReturnType<typeof asImageMirror> = Object.assign(asImageMirror(), { registries: [] })
const node = service(import.meta, 'node', {
  title: 'Node',
  summary: 'node',
  ports: {},
  workload: hostService({ at: box }),
  needs: (): Needs => [endpoint(registry, 'http', 'pulls images', mirror)],
})

export default fixture(import.meta, { services: [registry, node] })
export const expected: Expected = ['wrong-type node needs.registry.use.registries']
