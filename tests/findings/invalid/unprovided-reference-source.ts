import { endpoint, http, image, type Needs, service } from '@homelab/estate'
import { configMap, externalSecret } from '@homelab/kubernetes'
import { asDataSource, grafanaDataSources, lokiSource } from '@homelab/observability'
import { type Expected, fixture, pod, secrets, store } from '../parts.ts'

const logs = service(import.meta, 'logs', {
  title: 'Logs',
  summary: 'keeps logs',
  ports: { http: http(3100) },
  // The other one reads this Secret whole.
  workload: pod({ secrets: [externalSecret('shared', { data: { SHARED: secrets.app.password } })] }),
})

function source(name: string, variable: string) {
  return asDataSource(lokiSource, { name, secureJsonData: { basicAuthPassword: variable } })
}

// here
const grafana = service(import.meta, 'grafana', {
  title: 'Grafana',
  summary: 'logs in with what it does not have',
  ports: {},
  workload: pod({
    container: {
      image: image('example.org/app', '1.0.0'),
      env: { OWN: 'of the container' },
      envFrom: [{ secret: 'logins' }, { secret: 'shared' }],
      mounts: { config: '/etc/sources' },
    },
    volumes: [configMap('config', 'grafana', { 'datasources.yaml': grafanaDataSources() })],
    secrets: [externalSecret('logins', { data: { KEPT: secrets.app.password } })],
  }),
  needs: (): Needs => [
    endpoint(logs, 'http', 'shows them', source('Own', 'OWN')),
    endpoint(logs, 'http', 'shows them', source('Kept', 'KEPT')),
    endpoint(logs, 'http', 'shows them', source('Shared', 'SHARED')),
    endpoint(logs, 'http', 'shows them', source('Gone', 'KEPTT')),
  ],
})

export default fixture(import.meta, { services: [store, logs, grafana] })
export const expected: Expected = ['unprovided-reference grafana needs.logs.use.secureJsonData.basicAuthPassword']
