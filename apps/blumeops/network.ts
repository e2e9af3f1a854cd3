import { type Domains, domain } from '@homelab/estate'

/** The three domains. facts N3, T8 */
export const domains = {
  tailnet: domain('tailnet', 'tail8d86e.ts.net'),
  ops: domain('ops', 'ops.eblu.me', 'eblu.me'),
  public: domain('public', 'eblu.me', 'eblu.me'),
} satisfies Domains

/** MagicDNS answers there. facts N2 */
export const resolver = '100.100.100.100'
