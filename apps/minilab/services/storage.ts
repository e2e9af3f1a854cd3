import { diskMount, hostService } from '@homelab/ansible-gen'
import { folder, notBackedUp, service } from '@homelab/estate'
import { nuc } from '../places.ts'

const media = '/srv/media'

/** The disk for what is large, and can be had again. */
export const storage = service(import.meta, 'storage', {
  title: 'Storage',
  summary: 'mounts the large disk',
  ports: {},
  workload: hostService({
    at: nuc,
    programs: [diskMount('/dev/disk/by-label/media', media, { options: ['noatime'] })],
    data: [folder(media, 'films and music', notBackedUp('bought, and can be loaded again'))],
  }),
})
