import { external, type Needs, role, service } from '@homelab/estate'
import { indri } from '../hosts.ts'
import { secrets } from '../vault.ts'
import { blumeopsPg } from './blumeops-pg.ts'

/** facts A8, O1 */
export const borgmatic = service(import.meta, 'borgmatic', {
  title: 'Borgmatic',
  summary: 'backs up folders and databases to the NAS',
  ports: {},
  workload: external(indri),
  needs: (): Needs => [
    role(blumeopsPg, 'borgmatic', {
      password: secrets.borgmatic['db-password'],
      memberOf: ['pg_read_all_data'],
      reason: 'dumps every database',
    }),
  ],
})
