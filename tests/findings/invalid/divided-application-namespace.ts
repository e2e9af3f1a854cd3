import { type Service, service } from '@homelab/estate/model'
import { type Expected, fixture, pod } from '../parts.ts'

function web(name: string, namespace: string): Service {
  // here
  const workload = pod({ namespace, application: { name: 'shared' } })
  return service(import.meta, name, { title: name, summary: name, ports: {}, workload })
}

/** Nobody says where the Application leads: it makes the namespace of the first alone. */
const services = [web('one', 'apps'), web('two', 'apps'), web('three', 'elsewhere')]

export default fixture(import.meta, { services })
export const expected: Expected = ['divided-application three application shared.namespace']
