import { distributionPackage, hostService, nfsMount } from '@homelab/ansible-gen'
import { host, notBackedUp, service, share } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const rack = host(box.name, { ...box, ownedPaths: ['/etc/systemd/system', '/mnt'] })
const nas = host('nas', { platform: 'nas', role: 'keeps files', lanAddress: '192.0.2.20' })
const about = { holds: 'files', backup: notBackedUp('a fixture') }
const closed = share('closed', nas, { path: '/volume1/closed', ...about })
const others = share('others', nas, { path: '/volume1/others', nfsClients: ['198.51.100.0/24'], ...about })
const open = share('open', nas, { path: '/volume1/open', nfsClients: ['192.0.2.1/32'], ...about })

/** The server refuses the first two. */
// here
const storage = service(import.meta, 'storage', {
  title: 'Storage',
  summary: 'mounts what others keep',
  ports: {},
  workload: hostService({
    at: rack,
    packages: [distributionPackage('nfs-common', 'mount.nfs')],
    programs: [nfsMount(closed, '/mnt/closed'), nfsMount(others, '/mnt/others'), nfsMount(open, '/mnt/open')],
  }),
})

export default fixture(import.meta, { hosts: [rack, nas], shares: [closed, others, open], services: [storage] })
export const expected: Expected = [
  'unprovided-reference storage volumes.closed',
  'unprovided-reference storage volumes.others',
]
