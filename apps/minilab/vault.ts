import { vault } from '@homelab/estate'

export const { vault: openbao, secrets } = vault('lab', {
  product: 'openbao',
  items: {
    'apps/paste': { fields: ['password'] },
    'apps/wiki': { fields: ['password', 'session-key'] },
    dns: { fields: ['token'] },
    people: { fields: ['owner'] },
  },
})
