import { hostService, release } from '@homelab/ansible-gen'
import { host, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const rack = host(box.name, { ...box, ownedPaths: ['/usr/local/bin'] })
const sha256 = '0a'.repeat(32)
const url = 'https://downloads.example.org/tool-1.2.0'

/** An archive as a program, and a program as an archive. */
const tools = service(import.meta, 'tools', {
  title: 'Tools',
  summary: 'programs that people publish',
  ports: {},
  // here
  workload: hostService({
    at: rack,
    releases: [
      release('packed', { version: '1.2.0', url: `${url}.tgz`, sha256, programs: '/usr/local/bin/packed' }),
      release('plain', { version: '1.2.0', url, sha256, programs: { tool: '/usr/local/bin/plain' } }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [rack], services: [tools] })
export const expected: Expected = [
  'unread-option tools workload.releases packed',
  'unread-option tools workload.releases plain',
]
