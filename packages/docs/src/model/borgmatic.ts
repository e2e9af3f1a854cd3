import { type BorgmaticSettings, borgmaticSlot } from '@homelab/ansible-gen'
import { settingsIn } from '@homelab/content'
import type { ResolvedService } from '@homelab/estate'
import type { Facts } from './facts.ts'
import { type OnHost, onHost } from './host.ts'

/** A service that backs up, with its settings. */
export interface Borgmatic {
  readonly service: ResolvedService
  readonly runs: OnHost
  readonly settings: BorgmaticSettings
}

/** The services whose role writes borgmatic's configuration. */
export function borgmaticOf(context: Facts): readonly Borgmatic[] {
  return context.resolved.services.flatMap(service => {
    const runs = onHost(context, service)
    const [settings] = settingsIn(service, borgmaticSlot)
    return runs === undefined || settings === undefined ? [] : [{ service, runs, settings }]
  })
}
