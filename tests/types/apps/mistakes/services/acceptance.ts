import { accept, service } from '@homelab/estate'
import { workload } from '../places.ts'

export const it = service(import.meta, 'acceptance', {
  title: 'Acceptance',
  summary: 'an acceptance of what is left out',
  ports: {},
  workload,
  accepts: [accept('duplicate-path', 'we have two of them')],
  // column 20: Argument of type '"duplicate-path"' is not assignable to parameter of type 'AcceptableCode'
})
