import { hostService, systemdTimer } from '@homelab/ansible-gen'
import { accept, after, daily, type Needs, service } from '@homelab/estate'
import { k3sOn } from '@homelab/services'
import { k3s as cluster, nuc } from '../places.ts'

export const k3s = service(import.meta, 'k3s', {
  ...k3sOn(nuc, cluster, {
    build: 1,
    sha256: '0'.repeat(64),
    options: { 'secrets-encryption': true },
  }),
  accepts: [accept('unpinned-package', 'an example: take yours from the release', 'workload.releases k3s')],
})

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
