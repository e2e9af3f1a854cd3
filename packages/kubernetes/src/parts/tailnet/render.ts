import type { ResolvedRoute } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import type { Rendering } from '../../cluster/context.ts'
import { freshId } from '../../cluster/scope.ts'
import { TailnetIngress, TailnetService } from '../../constructs/tailnet.ts'
import type { IngressShape } from '../../workloads/cluster-workload.ts'
import { tileAnnotations } from '../tiles/annotations.ts'

/**
 * The tailnet endpoints of a web service: an Ingress for each of its tailnet routes over HTTPS.
 *
 * @param behind the Services of single ports, where that is another one
 */
export function renderIngresses(
  rendering: Rendering,
  serviceName: string,
  shape: IngressShape = {},
  behind: Readonly<Record<string, string>> = {},
): void {
  const { access, service, workload, cluster } = rendering
  const { tailnet } = cluster
  if (tailnet === undefined) return
  for (const [index, route] of tailnetRoutes(rendering, 'https').entries()) {
    new TailnetIngress(access, freshId(access, `ingress ${route.label}`), {
      name: index === 0 ? `${serviceName}-tailscale` : `${serviceName}-${route.label}-tailscale`,
      namespace: workload.namespace,
      ingressClass: tailnet.ingressClass,
      host: route.label,
      service: { name: behind[route.port] ?? serviceName, port: service.ports[route.port]?.port ?? route.listen },
      proxyGroup: tailnet.proxyGroup,
      ...(shape.proxyClass !== 'none' && { proxyClass: tailnet.proxyClass }),
      ...tagsBeyond(route, tailnet.tags),
      ...present({ paths: route.paths }),
      asRule: shape.form === 'rule',
      funnelOff: shape.funnel === 'off',
      annotations: route.paths === undefined ? discovered(rendering) : {},
    })
  }
}

/** A home page has one tile of a service, found by the way in for people. One of the estate is told of all, and finds nothing. */
function discovered({ context, service }: Rendering): Readonly<Record<string, string>> {
  const { resolved, find } = context
  if (resolved.services.some(({ collects }) => collects.includes('tiles'))) return {}
  return tileAnnotations(service, find.routesOf(service.name))
}

/**
 * TCP endpoints in the tailnet, in front of the pods with a label. The `primary` port's Service carries no suffix.
 *
 * @param answers the ports on which these pods answer; all by default
 */
export function renderTailnetServices(
  rendering: Rendering,
  name: string,
  selector: Readonly<Record<string, string>>,
  { primary, portNames = {}, answers }: TailnetServices = {},
): void {
  const { access, service, workload, cluster } = rendering
  const { tailnet } = cluster
  if (tailnet === undefined) return
  for (const route of tailnetRoutes(rendering, 'tcp')) {
    const port = service.ports[route.port]
    if (port === undefined || answers?.includes(route.port) === false) continue
    const suffix = route.port === primary ? '' : `-${route.port}`
    new TailnetService(access, freshId(access, `tailnet ${route.label}`), {
      name: `${name}${suffix}-tailscale`,
      namespace: workload.namespace,
      loadBalancerClass: tailnet.loadBalancerClass,
      host: route.label,
      proxyClass: tailnet.proxyClass,
      ...tagsBeyond(route, tailnet.tags),
      selector,
      port: { name: portNames[route.port] ?? route.port, port: route.listen, targetPort: port.target ?? port.port },
    })
  }
}

interface TailnetServices {
  readonly primary?: string
  readonly portNames?: Readonly<Record<string, string>>
  readonly answers?: readonly string[]
}

function tailnetRoutes({ context, service }: Rendering, over: ResolvedRoute['protocol']): readonly ResolvedRoute[] {
  return context.find.routesOf(service.name).filter(({ kind, protocol }) => kind === 'tailnet' && protocol === over)
}

/** Tags are written only where they differ from what the proxies carry anyway. */
function tagsBeyond({ tags }: ResolvedRoute, base: readonly string[]): { tags?: readonly string[] } {
  return tags.length === base.length && tags.every(tag => base.includes(tag)) ? {} : { tags }
}
