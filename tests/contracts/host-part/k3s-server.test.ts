import { distributionPackage, k3sProgram, k3sServer, k3sServers, release } from '@homelab/ansible-gen'
import { host } from '@homelab/estate'
import { kind } from '../../findings/parts.ts'
import { hostPartContract } from '../host-part.ts'
import { box, nonsense, withSecret } from './samples.ts'

hostPartContract('k3s-server', k3sServers, {
  host: host(box.name, { ...box, ownedPaths: ['/etc', '/usr/local/bin'] }),
  program: k3sServer({ ...kind, on: box.name }, { reads: withSecret('/home/ann') }),
  packages: [distributionPackage('kmod', 'modprobe')],
  releases: [
    release('k3s', {
      version: 'v1.34.0+k3s1',
      url: 'https://example.org/v1.34.0+k3s1/k3s',
      sha256: '0a'.repeat(32),
      programs: k3sProgram,
    }),
  ],
  answers: {
    up: { stdout: 'Id=k3s.service\nLoadState=loaded\nActiveState=active\nResult=success\n' },
    down: { stdout: 'Id=k3s.service\nLoadState=loaded\nActiveState=activating\nResult=exit-code\n' },
    unknown: nonsense,
  },
})
