import { acceptFor } from '@homelab/estate'
import { type Expected, fixture } from '../parts.ts'

/** The policy is gone, and its stack too. */
// here
export default fixture(import.meta, {
  accepts: [
    acceptFor('tailnet', 'policy-dead-grant', 'a machine that comes next week', 'grant * -> tag:nas tcp:22'),
    acceptFor('tag:nas', 'policy-unused-tag', 'a machine that comes next week'),
  ],
})
export const expected: Expected = ['unprovided-reference estate tailnet']
