import { folder, notBackedUp } from '@homelab/estate'
import { composed, docked, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

const none = notBackedUp('a fixture')

// here
const app = composed(import.meta, 'app', {
  relative: right({ mounts: { '/data': folder('./data', 'notes', none) } }),
  inside: right({ mounts: { data: folder('/srv/notes', 'notes', none) } }),
  climbs: right({ mounts: { '/etc/settings': { path: '/srv/../etc/settings', readOnly: true } } }),
})

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = [
  'invalid-path app climbs.mounts',
  'invalid-path app inside.mounts',
  'invalid-path app relative.mounts',
  'invalid-path app workload',
]
