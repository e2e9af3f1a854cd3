import { diskMount, hostService, nfsMount } from '@homelab/ansible-gen'
import { host, notBackedUp, service, share } from '@homelab/estate'
import { box } from '../places.ts'

const about = { holds: 'films', backup: notBackedUp('a fixture'), nfsClients: ['192.0.2.0/24'] }
const films = share('films', host('nas', { platform: 'nas', role: 'keeps films' }), { path: '/films', ...about })

export const it = service(import.meta, 'mount', {
  title: 'Mount',
  summary: 'misspelt options of mounts',
  ports: {},
  workload: hostService({
    at: box,
    programs: [
      nfsMount(films, '/mnt/films', 'noatime', 'timeo=600', 'nfsvers=4.2'),
      nfsMount(films, '/mnt/others', 'sotf'),
      // column 38: Argument of type '"sotf"' is not assignable to parameter of type 'NfsOption'
      nfsMount(films, '/mnt/more', 'rsize=large'),
      // column 36: Argument of type '"rsize=large"' is not assignable to parameter of type 'NfsOption'
      diskMount('/dev/disk/by-label/x', '/srv/x', { options: ['noatime', 'data=journal'] }),
      diskMount('/dev/disk/by-label/y', '/srv/y', { options: ['noatme'] }),
      // column 63: Type '"noatme"' is not assignable to type 'DiskOption'. Did you mean '"noatime"'?
    ],
  }),
})
