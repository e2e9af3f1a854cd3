import { file, hostService } from '@homelab/ansible-gen'
import { type Service, service } from '@homelab/estate'
import { tarBackup } from '../contracts/stand-ins/tar.ts'
import { box } from './parts.ts'

/** Saves the folders of the box, and its databases. */
export const saver = saving(true)

/** Saves folders alone. */
export const saverOfFolders = saving(false)

function saving(databases: boolean): Service {
  const settings = { label: 'backups', target: '/backups', dumps: '/home/box/dumps', record: '/home/box/last-run' }
  return service(import.meta, 'saver', {
    title: 'Saver',
    summary: 'saver',
    ports: {},
    workload: hostService({
      at: box,
      files: [file('/home/box/backup', '0700', tarBackup({ ...settings, databases }))],
    }),
  })
}
