import type { Resolved, ResolvedService } from '../resolved.ts'
import { known } from './known.ts'

/** The services that are their cluster's secret store, by name. */
export function storesIn({ services }: Pick<Resolved, 'services'>): readonly string[] {
  return services.filter(({ runs }) => known(runs.provides).some(isStore)).map(({ name }) => name)
}

/** Whether a service has Secrets from the store. */
export function needsStore({ runs }: Pick<ResolvedService, 'runs'>): boolean {
  return known(runs.requires).some(isStore)
}

function isStore({ kind }: { readonly kind: string }): boolean {
  return kind === 'secret-store'
}
