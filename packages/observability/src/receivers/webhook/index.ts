import { made } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type AlertReceiver, receiverPart } from '../receiver.ts'

/** Alerts as JSON, sent to an address: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export interface Webhook extends AlertReceiver {
  readonly kind: 'webhook'
  /** The secret file that holds the address. */
  readonly address: string
  /** The secret file that holds a token, sent as `Authorization: Bearer`; none by default. */
  readonly token?: string
  /** Alerts in one message, the rest left out; all by default. */
  readonly maxAlerts?: number
}

/**
 * Sends alerts as JSON to an address that a secret file holds.
 *
 * @example webhook({ address: 'chat-address' })
 */
export function webhook(props: Omit<Webhook, 'kind'>): Webhook {
  return made({ kind: 'webhook', ...props })
}

export const webhookReceiver = receiverPart<Webhook>('webhook', {
  reads: ({ address, token }) => [address, ...(token === undefined ? [] : [token])],
  settings: (receiver, path) => ({ webhook_configs: webhookSettings(receiver, path) }),
})

/** What Alertmanager calls such a receiver. */
export function webhookSettings(
  { address, token, maxAlerts }: Omit<Webhook, 'kind'>,
  path: (file: string) => string,
): object {
  return {
    url_file: path(address),
    ...present({ max_alerts: maxAlerts }),
    ...(token !== undefined && { http_config: { authorization: { type: 'Bearer', credentials_file: path(token) } } }),
  }
}
