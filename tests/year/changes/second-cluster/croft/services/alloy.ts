import { image, type Needs, service } from '@homelab/estate'
import { alsoAt } from '@homelab/kubernetes'
import { alloyIn, alloyOn, pushesTo } from '@homelab/services'
import { annex, hearth, home } from '../places.ts'
import { loki } from './loki.ts'
import { prometheus } from './prometheus.ts'

export const alloy = service(import.meta, 'alloy', {
  ...alloyOn(hearth, { version: '1.5.1-1' }),
  needs: (): Needs => pushesTo({ logs: loki, metrics: prometheus }),
})

export const alloyHome = service(import.meta, 'alloy-home', {
  ...alloyIn(home, {
    image: image('docker.io/grafana/alloy', 'v1.5.1'),
    givenBy: image('docker.io/library/busybox', '1.37.0'),
  }),
  needs: (): Needs => pushesTo({ logs: loki, metrics: prometheus }),
})

export const alloyAnnex = alsoAt(annex, alloyHome, { name: 'alloy-annex' })
