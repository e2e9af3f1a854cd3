import { domain } from '@homelab/estate/model'
import { type Expected, fixture } from '../parts.ts'

/** The repository that the cluster is delivered from lies below a domain of the estate, and nothing serves it there. */
export default fixture(import.meta, { services: [], domains: { ops: domain('ops', 'example.com') } })
export const expected: Expected = ['unknown-hostname kind source.repository']
