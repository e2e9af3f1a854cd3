import { endpoint, type Needs, service } from '@homelab/estate'
import { web, workload } from '../places.ts'

export const it = service(import.meta, 'need-port', {
  title: 'Need port',
  summary: 'a need of a port that the provider does not have',
  ports: {},
  workload,
  needs: (): Needs => [endpoint(web, 'https', 'asks it things')],
  // column 38: Argument of type '"https"' is not assignable to parameter of type '"http"'
})
