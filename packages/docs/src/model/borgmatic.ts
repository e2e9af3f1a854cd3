import { type BorgmaticSettings, borgmaticSlot, type HostFile } from '@homelab/ansible-gen'
import type { ResolvedService } from '@homelab/estate'
import type { Facts } from './facts.ts'
import { filesOf, type OnHost, onHost } from './host.ts'

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
    const settings =
      runs === undefined
        ? undefined
        : filesOf(runs)
            .map(settingsIn)
            .find(found => found !== undefined)
    return runs === undefined || settings === undefined ? [] : [{ service, runs, settings }]
  })
}

function settingsIn({ content }: HostFile): BorgmaticSettings | undefined {
  return borgmaticSlot.is(content) ? content.settings : undefined
}
