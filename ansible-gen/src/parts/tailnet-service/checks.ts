import type { Finding, Host, ResolvedService } from '@homelab/estate/model'
import type { TailnetService } from './program.ts'

/** What Tailscale refuses: https://tailscale.com/docs/features/tailscale-services#prerequisites */
export function checkServed(
  { name }: TailnetService,
  { name: subject, file }: ResolvedService,
  { name: host, tailnet }: Host,
): readonly Finding[] {
  if (tailnet?.by !== 'owner') return []
  return [
    {
      ...{ code: 'unreachable-route', where: { subject, path: 'routes.tailnet', file }, got: name },
      problem: `${host} is a machine of ${tailnet.owner}, and only machines with tags answer under names of services`,
      fix: 'give the host tags (`tagged`), or remove the route',
    },
  ]
}
