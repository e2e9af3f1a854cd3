import { type AlertReceiver, mail, ntfy, webhook } from '@homelab/observability'

/** A receiver of each kind that the packages know, with all that it may say. */
export const receivers: readonly AlertReceiver[] = [
  mail({
    to: 'alerts@example.org',
    from: 'lab@example.org',
    server: 'mail.example.org:587',
    login: { user: 'lab', password: 'mail-password' },
  }),
  ntfy({ address: 'ntfy-address', token: 'ntfy-token' }),
  webhook({ address: 'chat-address', token: 'chat-token', maxAlerts: 5 }),
]
