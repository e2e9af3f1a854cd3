import { http, type Service, service } from '@homelab/estate'
import { type Expected, pod } from '../parts.ts'
import { laptop, tailnetFixture } from '../tailnet.ts'

/** A host, the operator of the cluster, and a device that is neither: each has its name in the tailnet already. */
function web(name: string, host: string): Service {
  // here
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: { http: http(80) },
    workload: pod({ objectName: name }),
    routes: { tailnet: { port: 'http', host } },
  })
}

export default tailnetFixture(
  import.meta,
  { devices: [{ name: 'printer', tags: ['tag:server'] }] },
  { services: [web('one', laptop.name), web('two', 'operator'), web('three', 'printer')] },
)
export const expected: Expected = [
  'duplicate-hostname one routes.tailnet',
  'duplicate-hostname three routes.tailnet',
  'duplicate-hostname two routes.tailnet',
]
