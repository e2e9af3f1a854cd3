import { diskMount, hostService } from '@homelab/ansible-gen'
import { host, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const rack = host(box.name, { ...box, ownedPaths: ['/etc/systemd/system', '/srv'] })

/** With another disk beside it, or after a start, it may be another one's. */
const storage = service(import.meta, 'storage', {
  title: 'Storage',
  summary: 'mounts disks',
  ports: {},
  // here
  workload: hostService({
    at: rack,
    programs: [
      diskMount('/dev/sdb1', '/srv/media'),
      diskMount('/dev/nvme0n1p3', '/srv/fast'),
      diskMount('/dev/disk/by-uuid/0a1b', '/srv/fine'),
      diskMount('/dev/vg/logs', '/srv/logs', { type: 'xfs' }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [rack], services: [storage] })
export const expected: Expected = [
  'invalid-path storage workload.programs /srv/fast',
  'invalid-path storage workload.programs /srv/media',
]
