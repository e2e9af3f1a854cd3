import { hostService, systemdTimer } from '@homelab/ansible-gen'
import { accept, after, daily, type Needs, service } from '@homelab/estate'
import { deliveryOn, k3sOn } from '@homelab/services'
import { k3s as cluster, nuc } from '../places.ts'

export const k3s = service(import.meta, 'k3s', {
  ...k3sOn(nuc, cluster, {
    build: 1,
    sha256: '0'.repeat(64),
    options: { 'secrets-encryption': true },
  }),
  accepts: [accept('unpinned-package', 'an example: take yours from the release', 'workload.releases k3s')],
})

export const delivery = service(import.meta, 'delivery', {
  ...deliveryOn(nuc, cluster, {
    job: 'lab-delivery',
    helm: { version: '3.18.4', sha256: 'f8180838c23d7c7d797b208861fecb591d9ce1690d8704ed1e4cb8e2add966c1' },
  }),
  needs: (): Needs => [after(k3s, 'its program is kubectl as well')],
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
