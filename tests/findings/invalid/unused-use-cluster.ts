import { endpoint, external, http, type Needs, service } from '@homelab/estate'
import { asEnv, chart, kustomization } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const api = service(import.meta, 'api', { title: 'API', summary: 'api', ports: { http: http(80) }, workload: pod() })
const ofPods = {
  title: 'App',
  summary: 'its pods are not of our making',
  ports: {},
  // here
  needs: (): Needs => [endpoint(api, 'http', 'asks', asEnv({ API: 'url' }))],
}
const app = service(import.meta, 'app', {
  ...ofPods,
  workload: chart({
    at: kind,
    namespace: 'apps',
    repository: 'https://git.example.com/charts.git',
    revision: 'v1.0.0',
    path: 'charts/app',
    releaseName: 'app',
    values: {},
  }),
})
const upstream = service(import.meta, 'upstream', {
  ...ofPods,
  workload: kustomization({
    at: kind,
    namespace: 'upstream',
    resources: ['https://git.example.com/app/v1.0.0/install.yaml'],
    configMapPatches: {},
  }),
})
const byHand = service(import.meta, 'by-hand', { ...ofPods, workload: external(kind, '*.apps.svc.cluster.local') })

export default fixture(import.meta, { services: [api, app, upstream, byHand] })
export const expected: Expected = [
  'unused-use app needs.api.use',
  'unused-use by-hand needs.api.use',
  'unused-use upstream needs.api.use',
]
