import { database, dumped, type Needs, service } from '@homelab/estate'
import { asEnv } from '@homelab/kubernetes'
import { pg, workload } from '../places.ts'

export const it = service(import.meta, 'use-endpoint', {
  title: 'Use endpoint',
  summary: 'a use of endpoints for a database',
  ports: {},
  workload,
  needs: (): Needs => [
    database(pg, 'notes', {
      backup: dumped,
      use: asEnv({ DATABASE_HOST: 'host' }),
      // column 7: Type 'EnvUse' is not assignable to type 'DatabaseUse'; Type '"endpoint"' is not assignable to type '"database"'
    }),
  ],
})
