import { hostService, release } from '@homelab/ansible-gen'
import { host, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const rack = host(box.name, { ...box, ownedPaths: ['/usr/local/bin'] })
const sha256 = '0a'.repeat(32)
const url = 'https://downloads.example.org'

/** What is fetched may be anything, or something else tomorrow. */
const tools = service(import.meta, 'tools', {
  title: 'Tools',
  summary: 'programs that people publish',
  ports: {},
  // here
  workload: hostService({
    at: rack,
    releases: [
      release('bare', { version: '1.2.0', url: `${url}/bare-1.2.0`, sha256: '', programs: '/usr/local/bin/bare' }),
      release('moving', { version: '1.2.0', url: `${url}/latest/moving`, sha256, programs: '/usr/local/bin/moving' }),
      release('stand-in', {
        ...{ version: '1.2.0', url: `${url}/v1.2.0/stand-in`, programs: '/usr/local/bin/stand-in' },
        sha256: '0'.repeat(64),
      }),
      release('fine', { version: '1.2.0', url: `${url}/v1.2.0/fine`, sha256, programs: '/usr/local/bin/fine' }),
    ],
  }),
})

export default fixture(import.meta, { hosts: [rack], services: [tools] })
export const expected: Expected = [
  'unpinned-package tools workload.releases bare',
  'unpinned-package tools workload.releases moving',
  'unpinned-package tools workload.releases stand-in',
]
