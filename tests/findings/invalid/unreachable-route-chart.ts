import { service, tcp } from '@homelab/estate'
import { chart } from '@homelab/kubernetes'
import { type Expected, fixture, kind } from '../parts.ts'

// here
const broker = service(import.meta, 'broker', {
  title: 'Broker',
  summary: 'passes on messages',
  ports: { mqtt: tcp(1883) },
  workload: chart({
    at: kind,
    namespace: 'broker',
    repository: 'https://git.example.com/charts.git',
    revision: 'v1.0.0',
    path: 'charts/broker',
    releaseName: 'broker',
    values: {},
  }),
  routes: { tailnet: { port: 'mqtt' } },
})

export default fixture(import.meta, { services: [broker] })
export const expected: Expected = ['unreachable-route broker routes.tailnet']
