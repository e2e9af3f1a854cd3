import { service } from '@homelab/estate'
import { caddyOn } from '@homelab/services'
import { nuc } from '../places.ts'
import { secrets } from '../vault.ts'

const variable = 'DNS_TOKEN'

export const caddy = service(import.meta, 'caddy', {
  ...caddyOn(nuc, {
    job: 'lab-caddy',
    how: 'Build it with the module `rfc2136`, see `tools/caddy`, and copy it there.',
    // https://github.com/caddy-dns/rfc2136#config-examples
    dns: {
      provider: 'rfc2136',
      options: { key_name: 'caddy', key_alg: 'hmac-sha256', key: { variable }, server: '192.0.2.1:53' },
    },
    token: { variable, value: secrets.dns.token },
    example: 'wiki',
  }),
})
