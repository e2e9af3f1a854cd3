import { made } from '@homelab/estate/model'
import { type AlertReceiver, receiverPart } from '../receiver.ts'

/** Alerts by mail: https://prometheus.io/docs/alerting/latest/configuration/#email_config */
export interface Mail extends AlertReceiver {
  readonly kind: 'mail'
  /** Rendered as it is: an alias of the estate, and nobody's own address. */
  readonly to: string
  readonly from: string
  /** The server that takes the mail, with its port: `mail.example.org:587`. It has to speak TLS. */
  readonly server: string
  readonly login?: {
    readonly user: string
    /** The secret file that holds the password. */
    readonly password: string
  }
}

/**
 * Sends alerts by mail.
 *
 * @example mail({ to: 'alerts@example.org', from: 'lab@example.org', server: 'mail.example.org:587', login: { user: 'lab', password: 'mail-password' } })
 */
export function mail(props: Omit<Mail, 'kind'>): Mail {
  return made({ kind: 'mail', ...props })
}

export const mailReceiver = receiverPart<Mail>('mail', {
  reads: ({ login }) => (login === undefined ? [] : [login.password]),
  settings: ({ to, from, server, login }, path) => ({
    email_configs: {
      to,
      from,
      smarthost: server,
      send_resolved: true,
      ...(login !== undefined && { auth_username: login.user, auth_password_file: path(login.password) }),
    },
  }),
})
