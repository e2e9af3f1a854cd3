import { hostService } from '@homelab/ansible-gen'
import { service } from '@homelab/estate'
import { boxx } from '../places.ts'
// column 10: '"../places.ts"' has no exported member named 'boxx'. Did you mean 'box'?

export const it = service(import.meta, 'import', {
  title: 'Import',
  summary: 'a host of another name',
  ports: {},
  workload: hostService({ at: boxx }),
})
