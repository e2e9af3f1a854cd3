import { database, dumped, type Needs, service } from '@homelab/estate'
import { pg, secrets, workload } from '../places.ts'

export const it = service(import.meta, 'secret-field', {
  title: 'Secret field',
  summary: 'a secret without its field',
  ports: {},
  workload,
  needs: (): Needs => [database(pg, 'notes', { role: { password: secrets.app }, backup: dumped })],
  // column 56: Type '{ readonly password: Secret; }' is missing the following properties from type 'Secret': kind, vault, item, field
})
