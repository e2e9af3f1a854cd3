import { type Expected, fixture, kind } from '../parts.ts'

// here
export default fixture(import.meta, { clusters: [{ ...kind, version: 'v1.34/0' }] })
export const expected: Expected = ['invalid-version kind version']
