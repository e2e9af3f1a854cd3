import { database, dumped, type Needs, service } from '@homelab/estate'
import { web, workload } from '../places.ts'

export const it = service(import.meta, 'need-database', {
  title: 'Need database',
  summary: 'a database on a service that is no server',
  ports: {},
  workload,
  needs: (): Needs => [database(web, 'notes', { bootstrap: {}, backup: dumped })],
  // column 33: Property 'sql' is missing in type 'Readonly<Record<"http", Port>>' but required in type 'Readonly<Record<"sql", Port>>'
})
