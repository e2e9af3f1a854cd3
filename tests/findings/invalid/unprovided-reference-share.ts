import { notBackedUp, share } from '@homelab/estate'
import { composed, docked, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

const about = { holds: 'music', backup: notBackedUp('a fixture') }
const elsewhere = share('elsewhere', box, { path: '/srv/music', nfsClients: ['192.0.2.0/24'], ...about })
const here = share('here', docked, { path: '/srv/films', ...about })

/** What it has is a folder of its own host, exported or not. */
// here
const app = composed(import.meta, 'app', {
  app: right({ mounts: { '/music': elsewhere, '/films': { of: here, readOnly: true } } }),
})

export default fixture(import.meta, { hosts: [box, docked], shares: [elsewhere, here], services: [app] })
export const expected: Expected = ['unprovided-reference app app.mounts./music']
