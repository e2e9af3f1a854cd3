import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'
import { saving } from '../repositories.ts'

const repository = { path: '/mnt/second', label: 'first', encryption: 'repokey', appendOnly: false } as const
// here
const second = saving('second', { repository })

export default fixture(import.meta, { hosts: [server], clusters: [], services: [saving('first'), second] })
export const expected: Expected = ['contested-repository second repository']
