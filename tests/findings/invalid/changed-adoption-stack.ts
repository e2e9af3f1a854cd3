import { dnsStack, domain } from '@homelab/estate'
import { type Expected, fixture, secrets } from '../parts.ts'

/** One resource is as it was, another is called otherwise since. */
export default fixture(import.meta, {
  domains: { ops: domain('ops', 'ops.example.org') },
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
    records: [{ resource: 'mail', name: 'mail', type: 'A', ttlSeconds: 300, values: ['192.0.2.2'] }],
    adopts: [
      'urn:pulumi:example::names::gandi:livedns/record:Record::mail',
      'urn:pulumi:example::names::gandi:livedns/record:Record::post',
      'urn:pulumi:production::names::gandi:livedns/record:Record::mail',
    ],
  }),
})
export const expected: Expected = [
  'changed-adoption names urn:pulumi:example::names::gandi:livedns/record:Record::post',
  'changed-adoption names urn:pulumi:production::names::gandi:livedns/record:Record::mail',
]
