import { type Domains, dnsStack, domain } from '@homelab/estate'
import { secrets } from './vault.ts'

const zone = 'minilab.example'

/** Private names are in a zone of their own, and its server at home. */
export const domains: Domains = {
  ops: domain('ops', 'lab.example.org', 'example.org'),
  public: domain('public', zone, zone),
}

export const dns = dnsStack(import.meta, {
  project: 'minilab-dns',
  stack: 'lab',
  summary: 'public names of the lab',
  provider: { name: 'cloudflare', version: '6.11.0', zoneId: '023e105f4ecef8ad9ca31a8372d0c353' },
  credentials: { CLOUDFLARE_API_TOKEN: secrets.cloudflare.token },
  zone,
  ttlSeconds: 300,
  addressVariable: 'LAB_ADDRESS',
})
