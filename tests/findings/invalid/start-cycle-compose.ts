import { composed, docked, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

/** The last one waits for others that wait for each other, which is theirs. */
// here
const app = composed(import.meta, 'app', {
  one: right({ after: ['two'] }),
  two: right({ after: ['one'] }),
  last: right({ after: ['one'] }),
})

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = ['start-cycle app one.after', 'start-cycle app two.after']
