import { type Domains, domain } from '@homelab/estate'

/** The DNS zone at Gandi. facts T8 */
export const zone = 'eblu.me'

/** The three domains. facts N3, T8 */
export const domains = {
  tailnet: domain('tailnet', 'tail8d86e.ts.net'),
  ops: domain('ops', `ops.${zone}`, zone),
  public: domain('public', zone, zone),
} satisfies Domains

/** MagicDNS answers there. facts N2 */
export const resolver = '100.100.100.100'
