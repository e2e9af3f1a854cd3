/** How things of the estate are called in the tailnet. */
import type { Person, ResolvedRoute, TailnetSelector } from '@homelab/estate/model'
import { personToken } from '../people.ts'

/** A selector as the policy file writes it; people stand in it by name. */
export function selectorText(selector: TailnetSelector): string {
  if (typeof selector === 'string') return selector
  if ('alias' in selector) return selector.alias
  return 'address' in selector ? selector.address : personToken(selector.name)
}

export function selectorTexts(selectors: readonly TailnetSelector[]): readonly string[] {
  return selectors.map(selectorText)
}

/** A text of the policy for a person's eyes: people by their bare names. */
export function shown(text: string): string {
  return text.replaceAll(/\{\{ person:([^{}\s]+) \}\}/g, '$1')
}

export function loginOf({ name }: Pick<Person, 'name'>): string {
  return personToken(name)
}

/**
 * The endpoint of a tailnet route, as the inventory calls it. A web route is a Tailscale Service: of the proxy group
 * (https://tailscale.com/docs/features/kubernetes-operator/how-to/cluster-ingress), or of the host that serves it
 * (https://tailscale.com/docs/features/tailscale-services). Any other of a cluster is a device of its own.
 */
export function endpointName({ label, protocol }: ResolvedRoute, on: 'host' | 'cluster'): string {
  return on === 'cluster' && protocol === 'tcp' ? label : `svc:${label}`
}
