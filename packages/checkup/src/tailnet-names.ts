import type { Resolved } from '@homelab/estate/model'

/** The names of hosts and routes that the tailnet's own resolver answers, and no other: by them a machine knows whether
 * it is in the tailnet. https://tailscale.com/docs/features/magicdns */
export function tailnetNames({ domains, hosts, routes }: Resolved): readonly string[] {
  const suffixes = domains.flatMap(({ kind, suffix }) => (kind === 'tailnet' ? suffix : []))
  return [
    ...hosts.flatMap(({ name, tailnet }) => (tailnet === undefined ? [] : suffixes.map(suffix => `${name}.${suffix}`))),
    ...routes.flatMap(({ kind, hostname }) => (kind === 'tailnet' ? hostname : [])),
  ]
}
