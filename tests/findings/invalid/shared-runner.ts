import { external, runner, service } from '@homelab/estate'
import { box, type Expected, fixture, kind } from '../parts.ts'

const deploys = { workflow: 'deploy.yml', runs: 'reviewed', secrets: ['TOKEN'] } as const
const checks = { workflow: 'check.yml', runs: 'proposed' } as const
function builder(name: string, at: typeof box | typeof kind, runners: Parameters<typeof runner>[]) {
  return service(import.meta, name, {
    title: name,
    summary: 'runs workflows',
    ports: {},
    workload: external(at),
    // here
    runners: runners.map(each => runner(...each)),
  })
}

/** Two runners of one daemon; one whose jobs end with their machine; and a daemon of the same name elsewhere. */
const shared = builder('shared', box, [
  ['deploys', { daemon: 'docker', jobs: [deploys] }],
  ['checks', { daemon: 'docker', jobs: [checks] }],
])
const apart = builder('apart', box, [['vm', { daemon: 'vms', isolates: true, jobs: [deploys, checks] }]])
const elsewhere = builder('elsewhere', kind, [['checks', { daemon: 'docker', jobs: [checks] }]])

export default fixture(import.meta, { services: [shared, apart, elsewhere] })
export const expected: Expected = ['shared-runner shared runners.checks']
