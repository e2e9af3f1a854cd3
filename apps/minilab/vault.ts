import { vault } from '@homelab/estate'
import { openBao } from '@homelab/secrets'

export const { vault: openbao, secrets } = vault('lab', {
  store: openBao(),
  items: {
    'apps/dex': { fields: ['owner-hash'] },
    'apps/grafana': { fields: ['password', 'client-secret'] },
    'apps/paste': { fields: ['password'] },
    'apps/music': { fields: ['key'] },
    'apps/wiki': { fields: ['session-key'] },
    alerts: { fields: ['topic', 'heartbeat'] },
    offsite: { fields: ['host-key', 'ping-url'] },
    dns: { fields: ['token'] },
    people: { fields: ['owner'] },
  },
})
