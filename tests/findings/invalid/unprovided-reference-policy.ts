import { tailnetStack } from '@homelab/estate'
import { type Expected, secrets } from '../parts.ts'
import { tailnetFixture } from '../tailnet.ts'

/** A name where addresses are expected, a domain that is none, one without a server, and servers that nobody states. */
export default tailnetFixture(
  import.meta,
  {},
  {
    // here
    tailnetStack: tailnetStack(import.meta, {
      project: 'lab-tailnet',
      stack: 'tail',
      summary: 'names',
      provider: { name: 'tailscale', version: '0.29.2' },
      credentials: { TAILSCALE_API_KEY: secrets.app.password },
      policy: 'policy',
      keys: [],
      dns: {
        resource: 'names',
        magicDns: false,
        overrideLocalDns: true,
        splitDns: [
          { domain: 'lab example', nameservers: [{ address: 'resolver.example.org' }] },
          { domain: 'empty.example.org', nameservers: [] },
        ],
        searchPaths: ['-lab.example.org'],
      },
    }),
  },
)
export const expected: Expected = [
  'invalid-dns tailnet dns.overrideLocalDns',
  'invalid-dns tailnet dns.searchPaths',
  'invalid-dns tailnet dns.splitDns.empty.example.org',
  'invalid-dns tailnet dns.splitDns.lab example',
  'invalid-dns tailnet dns.splitDns.lab example.nameservers',
]
