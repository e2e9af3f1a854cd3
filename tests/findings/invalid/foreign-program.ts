import { hostService, release } from '@homelab/ansible-gen'
import { host, service } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

const pi = host('pi', { platform: 'linux', architecture: 'arm64', role: 'a small machine', home: '/home/pi' })
const mac = host('mac', { platform: 'macos', role: 'a Mac', home: '/Users/ann', ownedPaths: ['/usr/local/bin'] })
const url = 'https://downloads.example.org'
const given = { version: '1.2.0', sha256: 'ab'.repeat(32) }
const plain = (name: string, file: string) =>
  release(name, { ...given, url: `${url}/v1.2.0/${file}`, programs: `/usr/local/bin/${name}` })
const about = { summary: 'programs that people publish', ports: {} }

const small = service(import.meta, 'small', {
  ...{ ...about, title: 'Small' },
  // here
  workload: hostService({
    at: pi,
    releases: [
      plain('intel', 'intel_Linux_x86_64'),
      plain('older', 'older-linux-armv7'),
      plain('right', 'right-linux-aarch64'),
      plain('silent', 'silent'),
      // The name of the file counts, and not the folder or the host that it lies on.
      plain('nested', 'tools_linux_amd64/nested-linux-arm64'),
      release('hosted', {
        ...{ ...given, url: 'https://linux-amd64.example.org/v1.2.0/hosted' },
        programs: '/usr/local/bin/hosted',
      }),
      // The folder of the archive says what its name does not.
      release('packed', {
        ...{ ...given, url: `${url}/packed-1.2.0.tar.gz` },
        programs: { 'linux-amd64/packed': '/usr/local/bin/packed' },
      }),
    ],
  }),
})

const large = service(import.meta, 'large', {
  ...{ ...about, title: 'Large' },
  // here
  workload: hostService({
    at: box,
    releases: [plain('apple', 'apple-darwin-amd64'), plain('arm', 'bin/linux/arm64/arm'), plain('fine', 'fine_amd64')],
  }),
})

/** Which of both a Mac has, it has to say. */
const desk = service(import.meta, 'desk', {
  ...{ ...about, title: 'Desk' },
  // here
  workload: hostService({ at: mac, releases: [plain('pear', 'pear-darwin-arm64'), plain('plum', 'plum-linux-amd64')] }),
})

export default fixture(import.meta, { hosts: [box, pi, mac], services: [small, large, desk] })
export const expected: Expected = [
  'foreign-program desk workload.releases plum',
  'foreign-program large workload.releases apple',
  'foreign-program large workload.releases arm',
  'foreign-program small workload.releases intel',
  'foreign-program small workload.releases older',
  'foreign-program small workload.releases packed',
]
