import { composed, docked, right } from '../compose.ts'
import { box, type Expected, fixture, secrets } from '../parts.ts'

const { password } = secrets.app

/** The file of a secret has the name of its container before its own: with dashes in both, two can be one. */
// here
const app = composed(import.meta, 'app', {
  'a-b': right({ secrets: { c: password } }),
  a: right({ secrets: { 'b-c': ['x', password], d: password } }),
})

export default fixture(import.meta, { hosts: [box, docked], services: [app] })
export const expected: Expected = ['contested-path app workload /srv/app/secrets/a-b-c']
