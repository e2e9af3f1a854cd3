import { image, type Needs, service } from '@homelab/estate'
import { alloyIn, alloyOn, pushesTo } from '@homelab/services'
import { k3s, nuc } from '../places.ts'
import { loki } from './loki.ts'
import { prometheus } from './prometheus.ts'

export const alloyInCluster = service(import.meta, 'alloy-k3s', {
  ...alloyIn(k3s, {
    image: image('docker.io/grafana/alloy', 'v1.5.1'),
    givenBy: image('docker.io/library/busybox', '1.37.0'),
  }),
  needs: (): Needs => pushesTo({ logs: loki, metrics: prometheus }),
})

export const alloy = service(import.meta, 'alloy', {
  ...alloyOn(nuc, { version: '1.5.1-1' }),
  needs: (): Needs => pushesTo({ logs: loki, metrics: prometheus }),
})
