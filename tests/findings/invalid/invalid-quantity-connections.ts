import { database, endpoint, type Needs, notBackedUp, service } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { asDataSource, grafanaDataSources, postgresSource } from '@homelab/observability'
import { type Expected, fixture, pod, secrets, server, store } from '../parts.ts'

const pg = server()

// here
const grafana = service(import.meta, 'grafana', {
  title: 'Grafana',
  summary: 'keeps more connections than it may have',
  ports: {},
  workload: pod({ volumes: [configMap('config', 'grafana', { 'datasources.yaml': grafanaDataSources() })] }),
  needs: (): Needs => [
    database(pg, 'cars', { role: { password: secrets.app.password }, backup: notBackedUp('a fixture') }),
    endpoint(
      pg,
      'sql',
      'shows cars',
      asDataSource(postgresSource, {
        name: 'Cars',
        database: { name: 'cars', user: 'cars' },
        jsonData: { maxOpenConns: 5, maxIdleConns: 20 },
      }),
    ),
  ],
})

export default fixture(import.meta, { services: [store, pg, grafana] })
export const expected: Expected = ['invalid-quantity grafana needs.pg.use.jsonData.maxIdleConns']
