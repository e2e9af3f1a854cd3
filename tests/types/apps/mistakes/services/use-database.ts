import { endpoint, type Needs, service } from '@homelab/estate'
import { asDatabaseUrl } from '@homelab/kubernetes'
import { web, workload } from '../places.ts'

export const it = service(import.meta, 'use-database', {
  title: 'Use database',
  summary: 'a use of databases for an endpoint',
  ports: {},
  workload,
  needs: (): Needs => [
    endpoint(web, 'http', 'asks it things', asDatabaseUrl({ variable: 'URL', secret: 'notes-db', key: 'url' })),
    // column 45: Argument of type 'DatabaseUrlUse' is not assignable to parameter of type 'EndpointUse'; Type '"database"' is not assignable to type '"endpoint"'
  ],
})
