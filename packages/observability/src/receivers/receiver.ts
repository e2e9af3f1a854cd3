import { contract, type Part } from '@homelab/estate/model'

/** Where alerts are sent: plain data with a `kind`, made by the constructor of its part. */
export interface AlertReceiver {
  readonly kind: string
}

/** A kind of receivers as an estate registers it. */
export interface ReceiverPart<R extends AlertReceiver = AlertReceiver> extends Part {
  readonly contract: 'alert-receiver'
  /** The names of the secret files that it reads. */
  readonly reads: (receiver: R) => readonly string[]
  /**
   * Its settings in a receiver of Alertmanager, by the list in which they stand (`webhook_configs`):
   * https://prometheus.io/docs/alerting/latest/configuration/#receiver-integration-settings
   *
   * @param path where a secret file is
   */
  readonly settings: (receiver: R, path: (file: string) => string) => Readonly<Record<string, object>>
}

/** Asked by whoever configures Alertmanager. */
export const receiverParts = contract<ReceiverPart>('alert-receiver')

/**
 * A kind of receivers.
 *
 * @example receiverPart<AlertReceiver & { key: string }>('pager', { reads: ({ key }) => [key], settings: ({ key }, path) => ({ pagerduty_configs: { routing_key_file: path(key) } }) })
 */
export function receiverPart<R extends AlertReceiver>(
  kind: R['kind'],
  props: Pick<ReceiverPart<R>, 'reads' | 'settings'>,
): ReceiverPart {
  // It is handed receivers of its own kind alone, whose constructor says their type.
  return { contract: 'alert-receiver', kinds: [kind], ...(props as Pick<ReceiverPart, 'reads' | 'settings'>) }
}
