import { host } from '@homelab/estate'
import { box, type Expected, fixture } from '../parts.ts'

// here
const attic = host('attic', { platform: 'linux', role: 'nothing of it is watched', disks: [] })
const cellar = host('cellar', { platform: 'linux', role: 'one disk of it is', disks: ['/data'] })

export default fixture(import.meta, { hosts: [box, attic, cellar], services: [] })
export const expected: Expected = ['empty-setting attic disks']
