import { dnsStack } from '@homelab/estate'
import { type Expected, fixture, secrets } from '../parts.ts'

/** A zone at somebody of whose records nobody knows what they are. */
export default fixture(import.meta, {
  // here
  dns: dnsStack(import.meta, {
    project: 'names',
    stack: 'example',
    summary: 'names',
    // @ts-expect-error As code runs that does not type-check.
    provider: { name: 'desec', version: '1.0.0' },
    credentials: { TOKEN: secrets.app.password },
    zone: 'example.org',
    ttlSeconds: 300,
    addressVariable: 'ADDRESS',
  }),
})
export const expected: Expected = ['wrong-type dns provider.name']
