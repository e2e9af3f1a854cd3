import type { Projection } from '@homelab/estate/model'
import { estateJson } from './estate-json.ts'
import type { AnyProjection } from './render.ts'
import { storeFiles } from './store-files.ts'

/** All projections, in the order of the table. */
export async function allProjections(): Promise<readonly AnyProjection[]> {
  return [estateJson, ...(await loadProjections())]
}

/** Those of the resolved estate. Imported when they run, since some load large libraries. */
export async function loadProjections(): Promise<readonly Projection[]> {
  const [
    { ansible, caddy, caddySlots, publicProxy, proxySlots },
    { kubernetes },
    { observability, observabilityFiles, observabilitySlots },
    { pulumi },
    { tailnet },
    { docs },
    { servicesSlots },
  ] = await Promise.all([
    import('@homelab/ansible-gen/render'),
    import('@homelab/kubernetes/render'),
    import('@homelab/observability/render'),
    import('@homelab/pulumi'),
    import('@homelab/tailnet/render'),
    import('@homelab/docs'),
    import('@homelab/services/render'),
  ])
  const slots = { ...observabilitySlots, ...caddySlots, ...proxySlots, ...servicesSlots }
  return [
    kubernetes(slots, { ...observabilityFiles }),
    ansible(slots),
    caddy,
    publicProxy(slots),
    observability,
    tailnet,
    pulumi,
    docs,
    storeFiles,
  ]
}
