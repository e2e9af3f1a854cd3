/** The stand-in, which others test with, against the contract. A part of hosts has a file of its own in `host-part/`. */
import { distributionPackage } from '@homelab/ansible-gen'
import { standInProgram, standIns } from '../support/stand-in-program.ts'
import { box, nonsense, withSecret } from './host-part/samples.ts'
import { hostPartContract } from './host-part.ts'

hostPartContract('stand-in', standIns, {
  host: box,
  program: standInProgram('sample', { program: '/usr/bin/sample', reads: withSecret('/home/ann') }),
  packages: [distributionPackage('sample')],
  answers: { up: { stdout: 'runs\n' }, down: { stdout: 'stopped\n' }, unknown: nonsense },
})
