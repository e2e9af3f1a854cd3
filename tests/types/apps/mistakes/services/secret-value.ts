import { database, dumped, type Needs, service } from '@homelab/estate'
import { pg, workload } from '../places.ts'

export const it = service(import.meta, 'secret-value', {
  title: 'Secret value',
  summary: 'a value in place of a reference',
  ports: {},
  workload,
  needs: (): Needs => [database(pg, 'notes', { role: { password: 'hunter2' }, backup: dumped })],
  // column 56: Type 'string' is not assignable to type 'Secret'
})
