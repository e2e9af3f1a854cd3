import { endpoint, http, type Needs, service } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { asDataSource, grafanaDataSources } from '@homelab/observability'
import { type Expected, fixture, pod } from '../parts.ts'

const logs = service(import.meta, 'logs', {
  title: 'Logs',
  summary: 'logs',
  ports: { http: http(80) },
  workload: pod(),
})
// here
const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'web',
  ports: {},
  workload: pod({ volumes: [configMap('config', 'web', { 'sources.yaml': grafanaDataSources() })] }),
  needs: (): Needs => [
    // @ts-expect-error It is `loki`.
    endpoint(logs, 'http', 'queries logs', asDataSource({ name: 'Logs', type: 'loky' })),
    // @ts-expect-error It has no name.
    endpoint(logs, 'http', 'queries them again', asDataSource({ type: 'loki' })),
  ],
})

export default fixture(import.meta, { services: [logs, web] })
export const expected: Expected = ['wrong-type web needs.logs.use.name', 'wrong-type web needs.logs.use.type']
