import { hostService, launchAgent } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { box } from '../places.ts'

export const it = service(import.meta, 'schedule', {
  title: 'Schedule',
  summary: 'a schedule as a text',
  ports: {},
  workload: hostService({
    at: box,
    programs: [
      launchAgent({
        label: 'org.example.notes',
        program: ['/usr/bin/true'],
        logs: '/tmp/notes',
        schedule: '0 3 * * *',
        // column 9: Type 'string' is not assignable to type 'Schedule'
      }),
    ],
  }),
})
