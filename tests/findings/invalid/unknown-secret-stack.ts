import { dnsStack, vault } from '@homelab/estate'
import { standIn } from '../../support/stand-in-store.ts'
import { type Expected, fixture } from '../parts.ts'

const { secrets } = vault('elsewhere', { store: standIn(), items: { dns: { fields: ['token'] } } })

/** A stack reads from a vault that the estate does not list. */
export default fixture(import.meta, {
  dns: dnsStack(import.meta, {
    project: 'names',
    stack: 'example',
    summary: 'names',
    provider: { name: 'gandi', version: '2.3.2' },
    // here
    credentials: { TOKEN: secrets.dns.token },
    zone: 'example.org',
    ttlSeconds: 300,
    addressVariable: 'ADDRESS',
  }),
})
export const expected: Expected = ['unknown-secret names credentials.TOKEN']
