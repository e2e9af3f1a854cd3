import { domain } from '@homelab/estate'
import { domains, type Expected, fixture } from '../parts.ts'

// here
export default fixture(import.meta, { domains: { ...domains, ops: domain('ops', '.example.org') } })
export const expected: Expected = ['invalid-name estate domains.ops']
