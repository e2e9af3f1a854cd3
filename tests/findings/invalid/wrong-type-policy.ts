import { acceptFor, dnsStack, tailnetPolicy } from '@homelab/estate'
import { type Expected, fixture, secrets } from '../parts.ts'

/** The compiler would refuse these; it does not run with the estate. What is accepted of the policy is no second finding. */
// here
const policy = tailnetPolicy(import.meta, {
  // @ts-expect-error A grant says from where.
  grants: [{ dst: ['tag:unused'], ip: ['tcp:443'], reason: 'x' }],
  tags: [{ tag: 'tag:unused', owners: ['autogroup:admin'] }],
  device: [],
})

export default fixture(import.meta, {
  tailnet: policy,
  // here
  dns: dnsStack(import.meta, {
    project: 'names',
    stack: 'example',
    summary: 'names',
    provider: { name: 'gandi', version: '2.0.0' },
    // @ts-expect-error References, and no values.
    credentials: { TOKEN: secrets.app.password, OTHER: 'hunter2' },
    zone: 'example.org',
    ttlSeconds: 300,
    addressVariable: 'ADDRESS',
  }),
  accepts: [acceptFor('tag:unused', 'policy-unused-tag', 'it will be used')],
})
export const expected: Expected = [
  'wrong-type estate dns.credentials.OTHER',
  'wrong-type estate tailnet.device',
  'wrong-type estate tailnet.grants[0].src',
]
