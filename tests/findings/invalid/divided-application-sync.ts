import { type Service, service } from '@homelab/estate'
import { type ApplicationProps, application } from '@homelab/kubernetes'
import { byArgoCd } from '../by-argocd.ts'
import { type Expected, fixture, pod } from '../parts.ts'

function web(name: string, props: ApplicationProps): Service {
  // here
  const workload = pod({ at: byArgoCd, application: application('shared', { namespace: 'apps', ...props }) })
  return service(import.meta, name, { title: name, summary: name, ports: {}, workload })
}

/** Of the second nobody would know when it is synced. */
const services = [web('one', { sync: 'by-itself' }), web('two', {}), web('three', { sync: 'by-itself' })]

export default fixture(import.meta, { clusters: [byArgoCd], services })
export const expected: Expected = ['divided-application two application shared.sync']
