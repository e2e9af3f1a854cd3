import { distributionPackage, quadlet, quadlets } from '@homelab/ansible-gen'
import { image } from '@homelab/estate'
import { hostPartContract } from '../host-part.ts'
import { box, nonsense, withSecret } from './samples.ts'

hostPartContract('quadlet', quadlets, {
  host: box,
  program: quadlet('sample', {
    description: 'sample',
    image: image('docker.io/example/sample', '1.2.3'),
    environmentFiles: ['/home/ann/environment'],
    reads: withSecret('/home/ann'),
  }),
  packages: [distributionPackage('podman')],
  answers: {
    up: { stdout: 'LoadState=loaded\nActiveState=active\nSubState=running\nResult=success\n' },
    down: { stdout: 'LoadState=loaded\nActiveState=activating\nSubState=auto-restart\nResult=exit-code\n' },
    unknown: nonsense,
  },
})
