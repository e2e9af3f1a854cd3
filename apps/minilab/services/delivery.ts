import { after, type Needs, service } from '@homelab/estate'
import { deliveryOn } from '@homelab/services'
import { k3s as cluster, nuc } from '../places.ts'
import { k3s } from './k3s.ts'

export const delivery = service(import.meta, 'delivery', {
  ...deliveryOn(nuc, cluster, {
    job: 'lab-delivery',
    helm: { version: '3.18.4', sha256: 'f8180838c23d7c7d797b208861fecb591d9ce1690d8704ed1e4cb8e2add966c1' },
  }),
  needs: (): Needs => [after(k3s, 'its program is kubectl as well')],
})
