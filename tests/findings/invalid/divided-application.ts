import { type Service, service } from '@homelab/estate'
import { type ApplicationProps, application } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

function web(name: string, props: ApplicationProps): Service {
  // here
  const workload = pod({ application: application('shared', props) })
  return service(import.meta, name, { title: name, summary: name, ports: {}, workload })
}

/** Whoever says nothing, or the same, agrees. */
const services = [
  web('one', { namespace: 'apps', syncOptions: ['CreateNamespace=true'] }),
  web('two', {}),
  web('three', { namespace: 'apps', syncOptions: ['CreateNamespace=true'] }),
  web('four', { namespace: 'apps', syncOptions: ['CreateNamespace=false'] }),
]

export default fixture(import.meta, { services })
export const expected: Expected = ['divided-application four application shared.syncOptions']
