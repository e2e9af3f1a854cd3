import { flowsOf, tailnetPolicy } from '@homelab/estate'
import { guest } from './people.ts'
import { edge } from './places.ts'

const byOperator = ['autogroup:admin', 'tag:k8s-operator'] as const

export const tailnet = tailnetPolicy(import.meta, {
  grants: [
    { src: ['autogroup:admin'], dst: ['*'], ip: ['*'], reason: 'who runs it reaches all of it' },
    { src: [guest], dst: ['tag:server'], ip: ['tcp:443'], reason: 'guests open private names' },
    { src: ['tag:server'], dst: ['tag:k8s'], ip: ['tcp:443', 'tcp:5432'], reason: 'Caddy carries private names' },
    flowsOf(edge),
    { src: ['tag:edge'], dst: ['svc:forge'], ip: ['tcp:443'], reason: 'the proxy carries the forge' },
  ],
  serviceApprovers: [
    { services: 'tag:k8s', approvers: ['tag:k8s'] },
    { services: 'svc:forge', approvers: ['tag:server'] },
  ],
  tags: [
    { tag: 'tag:server', owners: ['autogroup:admin'] },
    { tag: 'tag:edge', owners: ['autogroup:admin'] },
    { tag: 'tag:k8s-operator', owners: ['autogroup:admin'] },
    { tag: 'tag:k8s', owners: byOperator },
    { tag: 'tag:edge-target', owners: byOperator },
  ],
  tests: [
    { src: 'tag:edge', accept: ['tag:edge-target:443'], deny: ['tag:k8s:443', 'tag:server:443'] },
    { src: guest, accept: ['tag:server:443'], deny: ['tag:server:22'] },
  ],
})
