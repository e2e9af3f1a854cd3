import { type Service, service, tcp } from '@homelab/estate'
import { type Expected, fixture, pod } from '../parts.ts'

/** In the tailnet each name is a device: two can't share one, whatever port they listen on. */
function device(name: string, listen: number): Service {
  // here
  return service(import.meta, name, {
    title: name,
    summary: name,
    ports: { tcp: tcp(listen) },
    workload: pod(),
    routes: { tailnet: { port: 'tcp', host: 'shared' } },
  })
}

export default fixture(import.meta, { services: [device('one', 1000), device('two', 2000)] })
export const expected: Expected = ['duplicate-hostname two routes.tailnet']
