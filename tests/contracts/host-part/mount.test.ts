import { diskMount, mounts } from '@homelab/ansible-gen'
import { host } from '@homelab/estate'
import { hostPartContract } from '../host-part.ts'
import { box, nonsense } from './samples.ts'

hostPartContract('mount', mounts, {
  host: host(box.name, { ...box, ownedPaths: ['/etc/systemd/system', '/srv'] }),
  program: diskMount('/dev/disk/by-label/sample', '/srv/sample'),
  packages: [],
  answers: {
    up: { stdout: 'LoadState=loaded\nActiveState=active\nResult=success\n' },
    down: { stdout: 'LoadState=loaded\nActiveState=failed\nResult=exit-code\n' },
    unknown: nonsense,
  },
})
