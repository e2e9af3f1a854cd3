import { distributionPackage, systemdService, systemdUnits } from '@homelab/ansible-gen'
import { hostPartContract } from '../host-part.ts'
import { box, nonsense, withSecret } from './samples.ts'

hostPartContract('systemd-unit', systemdUnits, {
  host: box,
  program: systemdService('sample', {
    description: 'sample',
    program: ['/usr/bin/sample'],
    reads: withSecret('/home/ann'),
  }),
  packages: [distributionPackage('sample')],
  answers: {
    up: { stdout: 'Id=sample.service\nLoadState=loaded\nActiveState=active\nResult=success\n' },
    down: { stdout: 'Id=sample.service\nLoadState=loaded\nActiveState=failed\nResult=exit-code\n' },
    unknown: nonsense,
  },
})
