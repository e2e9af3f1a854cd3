import { composed, docked, right } from '../compose.ts'
import { box, type Expected, fixture } from '../parts.ts'

// here
const app = composed(import.meta, 'app', {
  app: right({ memory: '512MB', logs: { megabytes: 0.5, keep: 3 }, keys: { cpus: 2.5 } }),
})

export default fixture(import.meta, { hosts: [box, { ...docked, processors: 2 }], services: [app] })
export const expected: Expected = [
  'invalid-quantity app app.keys.cpus',
  'invalid-quantity app app.logs',
  'invalid-quantity app app.memory',
]
