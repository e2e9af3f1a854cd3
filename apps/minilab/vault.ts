import { vault } from '@homelab/estate'
import { sops } from '@homelab/secrets'

export const { vault: repository, secrets } = vault('lab', {
  store: sops({
    folder: 'apps/minilab/secrets',
    asSecrets: true,
    // The operator's, and the cluster's.
    recipients: [
      'age1a8k5vl4zj70chqtd9v770wqsv6qlkl3llyguqf6cjk9srnlya9usy8alzw',
      'age166z3hyww358cjc2yg2rgk035s7quyhvw053ttvx39d8srj62n3nqcwdq33',
    ],
  }),
  items: {
    'apps/dex': { fields: ['owner-hash'] },
    'apps/grafana': { fields: ['password', 'client-secret'] },
    'apps/paste': { fields: ['password'] },
    'apps/music': { fields: ['key'] },
    'apps/wiki': { fields: ['session-key'] },
    alerts: { fields: ['topic', 'heartbeat'] },
    offsite: { fields: ['host-key', 'ping-url'] },
    cloudflare: { fields: ['token', 'tunnel'] },
    dns: { fields: ['token'] },
    people: { fields: ['owner'] },
  },
})
