import { endpoint, http, type Needs, service } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { asDataSource, dataSourcePart, grafanaDataSources } from '@homelab/observability'
import { type Expected, fixture, pod } from '../parts.ts'

/** Written, and not registered. */
const influx = dataSourcePart('influxdb', ({ url }) => url)

const store = service(import.meta, 'series', {
  title: 'Series',
  summary: 'keeps series',
  ports: { http: http(8086) },
  workload: pod(),
})

const grafana = service(import.meta, 'grafana', {
  title: 'Grafana',
  summary: 'has a data source that nobody knows',
  ports: {},
  workload: pod({ volumes: [configMap('config', 'grafana', { 'datasources.yaml': grafanaDataSources() })] }),
  needs: (): Needs => [
    // here
    endpoint(store, 'http', 'queries series', asDataSource(influx, { name: 'Series' })),
  ],
})

export default fixture(import.meta, { services: [store, grafana] })
export const expected: Expected = ['unknown-data-source grafana needs.series.use']
