import { cluster, service } from '@homelab/estate'
import { agent, logs, metrics } from '../collected.ts'
import { box, type Expected, fixture, kind, pod } from '../parts.ts'

/** The collector is in the first one. */
const second = cluster('second', {
  on: box,
  context: 'second',
  version: 'v1.34.0',
  server: 'https://kubernetes.default.svc',
  dnsDomain: 'cluster.local',
  storageClass: 'standard',
  source: { ...kind.source, folder: 'second' },
  delivery: { kind: 'stand-in' },
  secretStore: 'store',
  networkPolicies: false,
  unhardened: 'nothing runs there',
})

const web = service(import.meta, 'web', {
  title: 'Web',
  summary: 'logs in the other one',
  ports: {},
  // here
  workload: pod({ at: second }),
})

export default fixture(import.meta, { clusters: [kind, second], services: [logs, metrics, agent, web] })
export const expected: Expected = ['uncollected-logs web workload.logs']
