import { type Expected, fixture, kind } from '../parts.ts'

// here
export default fixture(import.meta, { clusters: [{ ...kind, apiPort: 0 }] })
export const expected: Expected = ['invalid-port kind apiPort']
