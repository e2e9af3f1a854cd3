import { asImageMirror } from '@homelab/ansible-gen'
import { database, type EndpointUse, endpoint, http, type Needs, notBackedUp, service } from '@homelab/estate/model'
import { asDatabaseUrl, asEnv, objects } from '@homelab/kubernetes'
import { asDataSource, asLokiPush, prometheusSource } from '@homelab/observability'
import { type Expected, fixture, kind, pod, server } from '../parts.ts'

const api = service(import.meta, 'api', { title: 'API', summary: 'api', ports: { http: http(80) }, workload: pod() })
const pg = server()
/** As a misspelt one is in an estate without types. */
const unknown: EndpointUse = { kind: 'environment', uses: 'endpoint' }
/** No container, no file of data sources or of Alloy, and no cluster that pulls images reads them. */
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'uses what it needs in ways that pods do not',
  ports: {},
  workload: pod(),
  needs: (): Needs => [
    endpoint(api, 'http', 'asks it things', asEnv({ API: 'url' })),
    endpoint(api, 'http', 'asks it others', unknown),
    endpoint(api, 'http', 'queries it', asDataSource(prometheusSource, { name: 'API' })),
    endpoint(api, 'http', 'pushes logs', asLokiPush()),
    endpoint(api, 'http', 'pulls images', asImageMirror()),
  ],
})
const rights = service(import.meta, 'rights', {
  title: 'Rights',
  summary: 'is nothing but objects, and has a database',
  ports: {},
  workload: objects({ at: kind, namespace: 'apps' }),
  needs: (): Needs => [
    database(pg, 'rights', {
      bootstrap: {},
      backup: notBackedUp('a fixture'),
      // here
      use: asDatabaseUrl({ variable: 'DATABASE_URL', secret: 'rights-db', key: 'url' }),
    }),
  ],
})

export default fixture(import.meta, { services: [api, pg, web, rights] })
export const expected: Expected = [
  'unused-use rights needs.rights.use',
  'unused-use web needs.api.use',
  'unused-use web needs.api.use',
  'unused-use web needs.api.use',
  'unused-use web needs.api.use',
]
