import { acceptFor, tailnetStack } from '@homelab/estate'
import { type Expected, fixture, secrets } from '../parts.ts'

/** The policy is gone, and what was accepted of it is not to be removed with it. */
// here
export default fixture(import.meta, {
  accepts: [acceptFor('tailnet', 'policy-dead-grant', 'a machine that comes next week', 'grant * -> tag:nas tcp:22')],
  tailnetStack: tailnetStack(import.meta, {
    project: 'lab-tailnet',
    stack: 'tail',
    summary: 'the policy',
    provider: { name: 'tailscale', version: '0.29.2' },
    credentials: { TAILSCALE_API_KEY: secrets.app.password },
    policy: 'policy',
    keys: [],
  }),
})
export const expected: Expected = ['unprovided-reference estate tailnet']
