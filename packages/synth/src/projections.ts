import type { Projection } from '@homelab/estate'
import { estateJson } from './estate-json.ts'

/** The projections, in the order of the table. Imported when they run, since some load large libraries. */
export async function loadProjections(): Promise<readonly Projection[]> {
  const [
    { ansible, caddy, caddySlots, fly },
    { kubernetes },
    { observability, observabilityFiles, observabilitySlots },
    { pulumi },
    { tailnet },
    { docs },
  ] = await Promise.all([
    import('@homelab/ansible-gen/render'),
    import('@homelab/kubernetes/render'),
    import('@homelab/observability/render'),
    import('@homelab/pulumi'),
    import('@homelab/tailnet/render'),
    import('@homelab/docs'),
  ])
  const slots = { ...observabilitySlots, ...caddySlots }
  return [
    estateJson,
    kubernetes(slots, { ...observabilityFiles }),
    ansible(slots),
    caddy,
    fly(slots),
    observability,
    tailnet,
    pulumi,
    docs,
  ]
}
