import { file, hostService } from '@homelab/ansible-gen'
import { service, text } from '@homelab/estate'
import { box } from '../places.ts'

export const it = service(import.meta, 'mode', {
  title: 'Mode',
  summary: 'a mode of three digits',
  ports: {},
  workload: hostService({
    at: box,
    files: [file('/srv/notes.ini', '644', text('x'))],
    // column 36: Argument of type '"644"' is not assignable to parameter of type '"0000" | "0001" | "0002" | "0003" | "0004" | "0005" | "00...'
  }),
})
