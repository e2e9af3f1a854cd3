import { distributionPackage, packagedUnit, packagedUnits } from '@homelab/ansible-gen'
import { hostPartContract } from '../host-part.ts'
import { box, nonsense, withSecret } from './samples.ts'

hostPartContract('packaged-unit', packagedUnits, {
  host: box,
  program: packagedUnit('sample', { reads: withSecret('/home/ann'), after: ['network-online.target'] }),
  packages: [distributionPackage('sample')],
  answers: {
    up: { stdout: 'Id=sample.service\nLoadState=loaded\nActiveState=active\nResult=success\n' },
    down: { stdout: 'Id=sample.service\nLoadState=not-found\nActiveState=inactive\nResult=success\n' },
    unknown: nonsense,
  },
})
