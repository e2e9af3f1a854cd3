import { dnsStack } from '@homelab/estate'
import { flyApplication } from './hosts.ts'
import { zone } from './network.ts'
import { secrets } from './vault.ts'

/** The records at Gandi; all of today's follow from the domains and from public routes. facts T8, T9 */
export const dns = dnsStack(import.meta, {
  project: 'blumeops-dns',
  stack: 'eblu-me',
  summary: 'Private and public names at Gandi',
  // The newest, so that no state is read by an older provider than the one that wrote it (facts: 2.3.0 or newer).
  provider: { name: 'gandi', version: '2.3.2', downloadUrl: 'github://api.github.com/pulumiverse' },
  // Lives 30 days (90 at most); may manage the technical configuration of domains. Caddy reads the same item.
  credentials: { GANDI_PERSONAL_ACCESS_TOKEN: secrets['Gandi token'].pat },
  zone,
  ttlSeconds: 300,
  addressVariable: 'BLUMEOPS_REVERSE_PROXY_IP',
  publicTarget: `${flyApplication}.fly.dev`,
  adopts: [
    'urn:pulumi:eblu-me::blumeops-dns::gandi:livedns/record:Record::ops-wildcard',
    'urn:pulumi:eblu-me::blumeops-dns::gandi:livedns/record:Record::ops-base',
    'urn:pulumi:eblu-me::blumeops-dns::gandi:livedns/record:Record::docs-public',
  ],
})
