import type { BorgmaticPing } from './settings.ts'

/**
 * borgmatic's option for whom it tells how a run ended: only that, no log, in which names of files stand. A run that never
 * began tells nothing: whoever waits for the ping notices.
 *
 * https://torsion.org/borgmatic/reference/configuration/monitoring/healthchecks/
 * https://torsion.org/borgmatic/reference/configuration/monitoring/uptime-kuma/
 */
export function pingOption({ to, url }: BorgmaticPing): object {
  const states = ['finish', 'fail']
  switch (to) {
    case 'healthchecks':
      return { healthchecks: { ping_url: url, send_logs: false, states } }
    case 'uptime-kuma':
      return { uptime_kuma: { push_url: url, states } }
  }
}
