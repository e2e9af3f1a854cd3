import { composed, docked, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

// here
const app = composed(import.meta, 'app', {
  app: right({ after: ['database', 'app', 'cache'] }),
  database: right(),
})

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = ['unknown-container app app.after', 'unknown-container app app.after']
