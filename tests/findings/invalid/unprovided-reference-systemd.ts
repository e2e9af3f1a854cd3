import { diskMount, hostService } from '@homelab/ansible-gen'
import { host, service } from '@homelab/estate'
import { type Expected, fixture } from '../parts.ts'

const ownedPaths = ['/etc/systemd/system', '/srv']
const mac = host('mac', { platform: 'macos', role: 'a Mac', home: '/Users/someone', ownedPaths })

/** A Mac mounts its disks by itself. */
const storage = service(import.meta, 'storage', {
  title: 'Storage',
  summary: 'mounts disks',
  ports: {},
  // here
  workload: hostService({ at: mac, programs: [diskMount('/dev/disk/by-label/media', '/srv/media')] }),
})

export default fixture(import.meta, { hosts: [mac], clusters: [], services: [storage] })
export const expected: Expected = ['unprovided-reference storage workload.programs /srv/media']
