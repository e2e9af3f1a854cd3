import { known, type ResolvedService } from '@homelab/estate/model'
import type { Facts } from './facts.ts'

/** The services that are their cluster's secret store, by name. */
export function storesIn({ resolved }: Facts): readonly string[] {
  return resolved.services.filter(({ runs }) => known(runs.provides).some(isStore)).map(({ name }) => name)
}

/** Whether a service has Secrets from the store. */
export function needsStore({ runs }: ResolvedService): boolean {
  return known(runs.requires).some(isStore)
}

function isStore({ kind }: { readonly kind: string }): boolean {
  return kind === 'secret-store'
}
