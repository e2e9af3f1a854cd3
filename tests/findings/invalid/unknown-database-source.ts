import { database, endpoint, type Needs, notBackedUp, service } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { asDataSource, grafanaDataSources, postgresSource } from '@homelab/observability'
import { type Expected, fixture, pod, secrets, server, store } from '../parts.ts'

const pg = server()

const cars = service(import.meta, 'cars', {
  title: 'Cars',
  summary: 'keeps data of cars',
  ports: {},
  workload: pod(),
  needs: (): Needs => [
    database(pg, 'cars', { role: { password: secrets.app.password }, backup: notBackedUp('a fixture') }),
  ],
})

const grafana = service(import.meta, 'grafana', {
  title: 'Grafana',
  summary: 'asks for what is not there',
  ports: {},
  workload: pod({ volumes: [configMap('config', 'grafana', { 'datasources.yaml': grafanaDataSources() })] }),
  needs: (): Needs => [
    endpoint(
      pg,
      'sql',
      'shows cars',
      // here
      asDataSource(postgresSource, { name: 'Cars', database: { name: 'car', user: 'grafana' } }),
    ),
  ],
})

export default fixture(import.meta, { services: [store, pg, cars, grafana] })
export const expected: Expected = ['unknown-database grafana needs.pg.use', 'unknown-database grafana needs.pg.use']
