import { contentPrinter, type Slots } from '@homelab/estate/contents'
import {
  type Finding,
  type Projection,
  publicProxies,
  publicProxyOf,
  publicSites,
  type Rendered,
  type ResolvedWithWorkloads,
  type ServiceWithWorkload,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { emptyLimits, idleLimits } from './idle-limits.ts'

/** The public proxy's own files, by whoever provides it. */
export function publicProxy(slots: Slots): Projection {
  return { target: 'public-proxy', render: resolved => render(resolved, slots) }
}

function render(resolved: ResolvedWithWorkloads, slots: Slots): Rendered {
  const proxies = resolved.services.filter(({ workload }) => publicProxyOf(resolved.parts, workload))
  const [service] = proxies
  const rendered = service === undefined ? undefined : renderOne(resolved, service, slots)
  return {
    files: rendered?.files ?? [],
    claims: service === undefined || rendered === undefined ? [] : [service.name],
    findings: [
      ...(rendered?.findings ?? []),
      ...mismatches(resolved, service),
      ...emptyLimits(service),
      ...idleLimits(service),
    ],
  }
}

function renderOne(
  resolved: ResolvedWithWorkloads,
  service: ServiceWithWorkload,
  slots: Slots,
): Pick<Rendered, 'files' | 'findings'> | undefined {
  const { renderer } = publicProxyOf(resolved.parts, service.workload) ?? {}
  const print = contentPrinter(resolved, slots)
  return renderer?.get().render({
    resolved,
    service,
    sites: publicSites(resolved),
    header: `Rendered from ${service.file} and the public routes of all services; do not edit: change the source and run synth.`,
    print: content => print(service, content),
  })
}

/** Public names that nobody serves: the name would be published and lead nowhere. */
function mismatches(
  { routes, services, parts }: ResolvedWithWorkloads,
  proxy: ServiceWithWorkload | undefined,
): Finding[] {
  const kinds = publicProxies.all(parts).flatMap(part => part.kinds)
  return routes.flatMap(({ kind, protocol, service: name, hostname, backend }): Finding[] => {
    if (kind !== 'public' || backend === undefined || (proxy?.serves.includes('public') && protocol === 'https'))
      return []
    const file = services.find(service => service.name === name)?.file
    return [
      {
        code: 'public-route-mismatch',
        where: { subject: name, path: 'routes.public', ...present({ file }) },
        problem: proxy?.serves.includes('public')
          ? 'the public proxy carries HTTPS alone'
          : 'no rendered proxy serves the public name',
        got: hostname,
        fix: proxy?.serves.includes('public')
          ? 'route a web port, or remove the route'
          : `give the service that serves the public domain a workload of kind ${kinds.join(' or ')}`,
      },
    ]
  })
}
