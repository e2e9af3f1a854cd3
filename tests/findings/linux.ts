import { host } from '@homelab/estate'

/** A host that roles set up, for what they would stumble over there. */
export const server = host('server', {
  platform: 'linux',
  role: 'serves',
  home: '/home/someone',
  user: 'someone',
  ownedPaths: ['/etc/systemd/system'],
})
