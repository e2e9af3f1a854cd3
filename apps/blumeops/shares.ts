import { notBackedUp, share } from '@homelab/estate'
import { sifaka } from './hosts.ts'

/** Who may mount by NFS. facts N7, N8 */
const nfsClients = ['192.168.1.0/24', '100.64.0.0/10']

/** Data that lives on the NAS itself relies on its RAID 5. facts O1 */
const onRaid = notBackedUp('lives on the NAS, whose RAID 5 survives a disk')

export const backups = share('backups', sifaka, {
  path: '/volume1/backups',
  holds: 'the Borg repository',
  backup: notBackedUp('is the backup'),
})

export const torrents = share('torrents', sifaka, {
  path: '/volume1/torrents',
  nfsClients,
  holds: 'ZIM archives and torrents',
  backup: notBackedUp('can be downloaded again'),
})

export const music = share('music', sifaka, {
  path: '/volume1/music',
  nfsClients,
  readOnly: true,
  holds: 'music',
  backup: onRaid,
})

export const allisonflix = share('allisonflix', sifaka, {
  path: '/volume1/allisonflix',
  holds: 'video',
  backup: onRaid,
})

export const photos = share('photos', sifaka, { path: '/volume1/photos', nfsClients, holds: 'photos', backup: onRaid })
