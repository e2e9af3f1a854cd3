import { aptRepository } from '@homelab/ansible-gen'
import { host } from '@homelab/estate'

/** A host that roles set up, for what they would stumble over there. */
export const server = host('server', {
  platform: 'linux',
  role: 'serves',
  home: '/home/someone',
  user: 'someone',
  ownedPaths: ['/etc/systemd/system'],
})

/** A repository that packages of fixtures come from. */
export const acme = aptRepository('acme', {
  url: 'https://apt.example.org/debian',
  suite: 'stable',
  components: ['main'],
  key: { url: 'https://apt.example.org/key', fingerprints: ['0123456789ABCDEF0123456789ABCDEF01234567'] },
})
