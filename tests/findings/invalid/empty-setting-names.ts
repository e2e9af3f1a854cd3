import { host, service } from '@homelab/estate'
import { dnsmasqOn } from '@homelab/services'
import { box, type Expected, fixture } from '../parts.ts'

const pi = host('pi', { platform: 'linux', role: 'a small machine', user: 'ann' })

/** Nobody carries private names: it would lead them nowhere. */
// here
const names = service(import.meta, 'names', { ...dnsmasqOn(pi) })

export default fixture(import.meta, { hosts: [box, pi], services: [names] })
export const expected: Expected = ['empty-setting names workload']
