import { database, dumped, type Needs, service } from '@homelab/estate'
import { pg, secrets, workload } from '../places.ts'

export const it = service(import.meta, 'secret-item', {
  title: 'Secret item',
  summary: 'an item that the vault does not list',
  ports: {},
  workload,
  needs: (): Needs => [database(pg, 'notes', { role: { password: secrets.notes.password }, backup: dumped })],
  // column 74: Property 'notes' does not exist on type 'Secrets<{ readonly app: { readonly fields: readonly ["pas...'
})
