import { cluster, host, service } from '@homelab/estate'
import { k3sAgentOn, k3sOn } from '@homelab/services'
import { type Expected, fixture, kind, secrets } from '../parts.ts'

const linux = { platform: 'linux', role: 'is a node', user: 'ann' } as const
const attic = host('attic', { ...linux, lanAddress: '192.0.2.6' })
const barn = host('barn', linux)
const lab = cluster(kind.name, { ...kind, on: attic, storageClass: 'local-path' })
const token = secrets.app.password
const k3s = service(import.meta, 'k3s', {
  ...k3sOn(attic, lab, { build: 1, sha256: '0a'.repeat(32), agentToken: token }),
})

/** A role that no node gives itself, a value with spaces, and a taint whose key is none. */
const agent = service(import.meta, 'agent', {
  // here
  ...k3sAgentOn(barn, lab, {
    server: k3s,
    token,
    labels: {
      'node-role.kubernetes.io/worker': 'true',
      'topology.kubernetes.io/zone': 'barn',
      disk: 'not so fast',
    },
    taints: [{ key: '-slow', effect: 'NoSchedule' }],
  }),
})

export default fixture(import.meta, { hosts: [attic, barn], clusters: [lab], services: [k3s, agent] })
export const expected: Expected = [
  'invalid-name agent workload.programs.kind',
  'invalid-name agent workload.programs.kind',
  'invalid-name agent workload.programs.kind',
]
