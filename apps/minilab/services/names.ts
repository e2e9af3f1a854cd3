import { service } from '@homelab/estate'
import { dnsmasqOn } from '@homelab/services'
import { pi } from '../places.ts'

export const names = service(import.meta, 'names', { ...dnsmasqOn(pi), title: 'Names' })
