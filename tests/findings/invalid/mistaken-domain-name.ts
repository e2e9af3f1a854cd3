import { type Domains, domain } from '@homelab/estate'
import { type Expected, fixture } from '../parts.ts'

// As code that does not type-check runs.
// here
const domains = { ops: domain('public', 'example.org') } as unknown as Domains

export default fixture(import.meta, { clusters: [], domains })
export const expected: Expected = ['mistaken-domain estate domains.ops.kind']
