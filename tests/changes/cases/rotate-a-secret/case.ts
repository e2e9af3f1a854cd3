import type { Case } from '../../case.ts'

/** The token of the DNS provider is kept in another item. */
export default {
  edits: {
    'vault.ts': [['dns: { fields', 'registrar: { fields']],
    'network.ts': [['secrets.dns.token', 'secrets.registrar.token']],
    'services/caddy.ts': [['secrets.dns.token', 'secrets.registrar.token']],
  },
  says: ['- secrets safe:dns/token removed', '- secrets safe:registrar/token added', '* ansible role caddy changed *'],
  silent: ['destroys *', 'opens *', '* kubernetes *'],
  causes: ['apps/cottage/vault.ts'],
} satisfies Case
