import { server } from '../linux.ts'
import { type Expected, fixture } from '../parts.ts'
import { offsite, saving } from '../repositories.ts'

const { prunedBy: _, ...repository } = offsite
/** Prunes what may only be added to. */
// here
const first = saving('first', { repository })

export default fixture(import.meta, { hosts: [server], clusters: [], services: [first] })
export const expected: Expected = ['contradicting-retention first keep']
