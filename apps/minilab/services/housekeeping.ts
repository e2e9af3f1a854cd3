import { hostService, systemdTimer } from '@homelab/ansible-gen'
import { after, daily, type Needs, service } from '@homelab/estate'
import { nuc } from '../places.ts'
import { k3s } from './k3s.ts'

/** A job with a timer. */
export const housekeeping = service(import.meta, 'housekeeping', {
  title: 'Housekeeping',
  summary: 'removes images that nothing runs any more',
  ports: {},
  workload: hostService({
    at: nuc,
    programs: [
      systemdTimer('lab-housekeeping', {
        description: 'Removes images that nothing runs any more',
        program: ['/usr/local/bin/k3s', 'crictl', 'rmi', '--prune'],
        schedule: daily(4, 30),
      }),
    ],
  }),
  needs: (): Needs => [after(k3s, 'its program removes them')],
})
