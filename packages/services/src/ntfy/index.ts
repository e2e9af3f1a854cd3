import type { Secret } from '@homelab/estate/model'
import { fetched } from '@homelab/kubernetes'
import { ntfy, ntfyAddress, webhook } from '@homelab/observability'
import type { AlertmanagerProps } from '../alertmanager/index.ts'

export interface NtfyAlertsProps {
  /** The topic. Who knows one without access control reads it. */
  readonly topic: Secret
  /** The address that a service outside of the estate misses when it is not called every 5 minutes: of healthchecks.io, for one. */
  readonly heartbeat: Secret
  /** Of the server, without a slash at the end; `https://ntfy.sh` by default. */
  readonly server?: string
}

/**
 * Alerts as messages of one topic of ntfy, critical ones loudly; for `alertmanagerIn`.
 *
 * @example byNtfy({ topic: secrets.login, heartbeat: secrets.password })
 */
export function byNtfy({
  topic,
  heartbeat,
  server = 'https://ntfy.sh',
}: NtfyAlertsProps): Pick<AlertmanagerProps, 'to' | 'heartbeat' | 'addresses'> {
  const address = { server, topic: fetched('topic') }
  return {
    to: { critical: [ntfy({ address: 'ntfy-critical' })], warning: [ntfy({ address: 'ntfy-warning' })] },
    heartbeat: { to: webhook({ address: 'heartbeat' }), everyMinutes: 5 },
    addresses: {
      data: { topic, heartbeat },
      template: {
        'ntfy-critical': ntfyAddress({ ...address, priority: 'urgent' }),
        'ntfy-warning': ntfyAddress({ ...address, priority: 'default' }),
        heartbeat: fetched('heartbeat'),
      },
    },
  }
}
