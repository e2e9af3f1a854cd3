import { dnsStack } from '@homelab/estate'
import { type Expected, fixture, secrets } from '../parts.ts'

/** A record leads to the public proxy, which serves no such name. */
export default fixture(import.meta, {
  // here
  dns: dnsStack(import.meta, {
    project: 'names',
    stack: 'example',
    summary: 'names',
    provider: { name: 'gandi', version: '2.3.2' },
    credentials: { TOKEN: secrets.app.password },
    zone: 'example.org',
    ttlSeconds: 300,
    addressVariable: 'ADDRESS',
    publicTarget: 'edge.example.net',
    records: [
      { resource: 'old', name: 'old', type: 'CNAME', ttlSeconds: 300, values: ['edge.example.net.'] },
      { resource: 'mail', name: 'mail', type: 'CNAME', ttlSeconds: 300, values: ['mx.example.net.'] },
    ],
  }),
})
export const expected: Expected = ['public-route-mismatch dns old']
