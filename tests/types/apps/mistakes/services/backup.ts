import { hostService } from '@homelab/ansible-gen'
import { folder, service } from '@homelab/estate'
import { box } from '../places.ts'

export const it = service(import.meta, 'backup', {
  title: 'Backup',
  summary: 'data without a word on its backup',
  ports: {},
  workload: hostService({ at: box, data: [folder('/srv/notes', 'notes')] }),
  // column 43: Expected 3-4 arguments, but got 2
})
