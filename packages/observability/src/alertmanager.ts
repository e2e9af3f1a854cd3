import { defineSlot, type EndpointUse, made, type Slot, usesOf } from '@homelab/estate/model'
import type { AlertReceiver, Webhook } from './receivers/index.ts'

type OneOrMore = readonly [AlertReceiver, ...AlertReceiver[]]

export interface AlertmanagerSettings {
  /** The folder where the pod or host has the secret files that receivers name, absolute. */
  readonly secretFiles: string
  /** Who gets what, by severity. What has another one is sent to those of `critical`. */
  readonly to: { readonly critical: OneOrMore; readonly warning: OneOrMore }
  /** After how long an alert that still holds is sent again. */
  readonly repeatHours: { readonly critical: number; readonly warning: number }
  /** The dead man's switch: a service outside of the estate that tells its operator when this is not heard of any more. */
  readonly heartbeat: { readonly to: Webhook; readonly everyMinutes: number }
}

/** The slot of Alertmanager's configuration. */
export const alertmanagerSlot = defineSlot<AlertmanagerSettings>('alertmanager.yml')

/**
 * Alertmanager's configuration file: the severity of an alert decides where it goes, the alerts of one service come in one
 * message, and a heartbeat goes out as long as Prometheus evaluates rules and scrapes.
 */
export function alertmanagerConfig(settings: AlertmanagerSettings): Slot {
  return alertmanagerSlot.of(settings)
}

/** Sends alerts to the endpoint: https://prometheus.io/docs/prometheus/latest/configuration/configuration/#alertmanager_config */
export interface AlertmanagerUse extends EndpointUse {
  readonly kind: 'alertmanager'
}

export const isAlertmanager = usesOf<AlertmanagerUse>('alertmanager')

/** The endpoint is the Alertmanager that gets the alerts of this Prometheus. */
export function asAlertmanager(): AlertmanagerUse {
  return made({ kind: 'alertmanager', uses: 'endpoint' })
}
