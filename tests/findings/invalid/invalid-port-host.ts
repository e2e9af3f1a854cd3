import { host, tcp } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

// here
const server = host('server', { platform: 'linux', role: 'serves', listens: { ssh: tcp(0) } })

export default fixture(import.meta, { hosts: [box, server] })
export const expected: Expected = ['invalid-port server listens.ssh']
