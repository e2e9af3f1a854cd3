import { external, host, service } from '@homelab/estate'
import { type Expected, fixture } from '../parts.ts'

const elsewhere = host('elsewhere', { platform: 'linux', role: 'not listed' })
// here
const web = service(import.meta, 'web', { title: 'Web', summary: 'web', ports: {}, workload: external(elsewhere) })

export default fixture(import.meta, { services: [web] })
export const expected: Expected = ['unknown-place web workload.at']
