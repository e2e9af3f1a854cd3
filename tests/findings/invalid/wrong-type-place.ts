import { share } from '@homelab/estate'
import { box, type Expected, fixture, kind } from '../parts.ts'

/** The compiler would refuse these members; it does not run with the estate. */
// here
export default fixture(import.meta, {
  // @ts-expect-error It is `ownedPaths`.
  hosts: [{ ...box, ownedPath: ['/srv'] }],
  // @ts-expect-error It is `measuresClaims`.
  clusters: [{ ...kind, measureClaims: true }],
  // here
  // @ts-expect-error It does not say how it is backed up.
  shares: [share('films', box, { path: '/films', holds: 'films' })],
})
export const expected: Expected = [
  'wrong-type box ownedPath',
  'wrong-type films backup',
  'wrong-type kind measureClaims',
]
