import { database, endpoint, http, type Needs, notBackedUp, service } from '@homelab/estate'
import { asDatabaseValues, asValues, chart } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod, server } from '../parts.ts'

const pg = server()
const api = service(import.meta, 'api', { title: 'API', summary: 'api', ports: { http: http(80) }, workload: pod() })

/** Values that stand where the chart's own do, or around one that is said; and one without a name. */
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'a chart',
  ports: {},
  workload: chart({
    at: kind,
    namespace: 'web',
    repository: 'https://git.example.org/charts.git',
    revision: 'v1.0.0',
    path: 'charts/web',
    releaseName: 'web',
    values: { db: { host: 'elsewhere' }, api: 'none' },
  }),
  needs: (): Needs => [
    // here
    endpoint(api, 'http', 'asks', asValues({ 'api.url': 'url', 'other.url': 'url', other: 'host', fine: 'url' })),
    // here
    database(pg, 'web', {
      bootstrap: {},
      backup: notBackedUp('a fixture'),
      use: asDatabaseValues({ host: 'db.host', port: 'db.port', name: 'db..name' }),
    }),
  ],
})

export default fixture(import.meta, { services: [pg, api, web] })
export const expected: Expected = [
  'duplicate-setting web needs.api',
  'duplicate-setting web needs.api',
  'duplicate-setting web needs.web',
  'invalid-name web needs.web',
]
