import { image, type Needs, service } from '@homelab/estate'
import { alloyIn, alloyOn, pushesTo } from '@homelab/services'
import { k3s, nuc, pi } from '../places.ts'
import { loki, prometheus } from './monitoring.ts'

const version = '1.5.1-1'
const needs = (): Needs => pushesTo({ logs: loki, metrics: prometheus })

export const alloyInCluster = service(import.meta, 'alloy-k3s', {
  ...alloyIn(k3s, {
    image: image('docker.io/grafana/alloy', 'v1.5.1'),
    givenBy: image('docker.io/library/busybox', '1.37.0'),
  }),
  needs,
})

export const alloy = service(import.meta, 'alloy', { ...alloyOn(nuc, { version }), needs })

export const alloyOnPi = service(import.meta, 'alloy-pi', {
  ...alloyOn(pi, { version }),
  title: 'Alloy of the Pi',
  needs,
})
