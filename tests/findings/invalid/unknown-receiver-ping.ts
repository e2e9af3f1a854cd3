import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'
import { saving } from '../repositories.ts'

// here
const first = saving('first', { ping: { to: 'healthchecks', url: '' } })

export default fixture(import.meta, { hosts: [server], clusters: [], services: [first] })
export const expected: Expected = ['unknown-receiver first ping.url']
