import { database, endpoint, image, type Needs, notBackedUp, service } from '@homelab/estate'
import { configMap, externalSecret } from '@homelab/kubernetes'
import { asDataSource, grafanaDataSources, postgresSource } from '@homelab/observability'
import { type Expected, fixture, pod, secrets, server, store } from '../parts.ts'

const pg = server()
const of = { name: 'cars', user: 'cars' }

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
  summary: 'reads a password under another name',
  ports: {},
  workload: pod({
    objectName: 'grafana',
    container: {
      image: image('example.org/grafana', '1.0.0'),
      mounts: { config: '/etc/grafana' },
      envFrom: [{ secret: 'cars' }],
    },
    volumes: [configMap('config', 'grafana', { 'datasources.yaml': grafanaDataSources() })],
    secrets: [externalSecret('cars', { data: { CARS_PASSWORD: secrets.app.password } })],
  }),
  needs: (): Needs => [
    endpoint(
      pg,
      'sql',
      'shows cars',
      // here
      asDataSource(postgresSource, { name: 'Cars', database: of, secureJsonData: { password: 'CARS_PASWORD' } }),
    ),
  ],
})

export default fixture(import.meta, { services: [store, pg, cars, grafana] })
export const expected: Expected = ['unreadable-secret grafana needs.pg.use.secureJsonData.password']
