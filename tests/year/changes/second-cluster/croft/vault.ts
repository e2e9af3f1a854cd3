import { vault } from '@homelab/estate'
import { openBao } from '@homelab/secrets'

export const { vault: safe, secrets } = vault('croft', {
  store: openBao(),
  items: {
    'argocd/annex': { fields: ['token', 'authority'] },
    backup: { fields: ['db-password'] },
    dns: { fields: ['token'] },
    forge: { fields: ['internal-token'] },
    grafana: { fields: ['password'] },
    people: { fields: ['owner', 'guest'] },
    tailscale: { fields: ['client-id', 'client-secret', 'annex-id', 'annex-secret', 'stack-id', 'stack-secret'] },
  },
})
