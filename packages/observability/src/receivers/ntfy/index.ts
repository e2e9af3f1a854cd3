import { made } from '@homelab/estate/model'
import { type AlertReceiver, receiverPart } from '../receiver.ts'
import { webhookSettings } from '../webhook/index.ts'

/** Alerts as messages of ntfy on phones and desktops: https://docs.ntfy.sh */
export interface Ntfy extends AlertReceiver {
  readonly kind: 'ntfy'
  /** The secret file that holds the address; `ntfyAddress` makes it. Who knows a topic without access control reads it. */
  readonly address: string
  /** The secret file that holds an access token; none by default. */
  readonly token?: string
}

/**
 * Sends alerts as messages of ntfy.
 *
 * @example ntfy({ address: 'ntfy-critical' })
 */
export function ntfy(props: Omit<Ntfy, 'kind'>): Ntfy {
  return made({ kind: 'ntfy', ...props })
}

/** ntfy refuses a message above 4,096 bytes, for good: an alert has 450 at most. */
const maxAlerts = 8

/** Alertmanager has no receiver of ntfy's own; ntfy makes its message of the webhook's JSON. */
export const ntfyReceiver = receiverPart<Ntfy>('ntfy', {
  reads: ({ address, token }) => [address, ...(token === undefined ? [] : [token])],
  settings: (receiver, path) => ({ webhook_configs: webhookSettings({ ...receiver, maxAlerts }, path) }),
})

export interface NtfyAddress {
  /** Of the server, without a slash at the end: `https://ntfy.sh`. */
  readonly server: string
  /** The topic, or the placeholder of a secret that holds it. */
  readonly topic: string
  /** How loud it is: https://docs.ntfy.sh/publish/#message-priority */
  readonly priority: 'min' | 'low' | 'default' | 'high' | 'urgent'
}

const title = '{{if eq .status "resolved"}}Over: {{end}}{{.commonLabels.service}} ({{.commonLabels.severity}})'
const message =
  '{{range .alerts}}{{if eq .status "resolved"}}Over: {{end}}{{.annotations.summary}}\n{{.annotations.description}}\n{{end}}'

/**
 * The address to which Alertmanager's JSON is sent, with templates that make a title and a message of it:
 * https://docs.ntfy.sh/publish/#message-templating
 *
 * @example ntfyAddress({ server: 'https://ntfy.sh', topic: '{{ .topic }}', priority: 'urgent' })
 */
export function ntfyAddress({ server, topic, priority }: NtfyAddress): string {
  const query = { template: 'yes', title, message, priority }
  return `${server}/${topic}?${Object.entries(query)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&')}`
}
