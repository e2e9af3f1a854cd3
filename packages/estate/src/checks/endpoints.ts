import { present } from '@homelab/formats/present'
import type { Finding } from '../findings.ts'
import type { ResolvedWithWorkloads } from '../resolved.ts'
import { isNormalPath } from './public-paths.ts'

/** What stands where anybody can talk to it, and pushes what it collects, reads nothing of what others pushed. */
export function checkWideEndpoints({ flows, services, hosts, routes }: ResolvedWithWorkloads): Finding[] {
  return flows.flatMap(({ from, to, use, address }): Finding[] => {
    const consumer = services.find(({ name }) => name === from)
    const identity = hosts.find(({ name }) => consumer?.at.kind === 'host' && name === consumer.at.name)?.tailnet
    if (use?.uses !== 'endpoint' || use.path === undefined || address.via !== 'tailnet') return []
    if (identity?.by !== 'tags' || identity.reaches === undefined) return []
    if (routes.some(({ hostname, paths }) => hostname === address.host && paths !== undefined)) return []
    return [
      {
        code: 'wide-endpoint',
        where: { subject: from, path: `needs.${to}`, ...present({ file: consumer?.file }) },
        problem: `it may reach little, asks ${address.host} for one path, and reaches all of its API`,
        got: use.path,
        fix: `give ${to} a second tailnet route with a name of its own and paths: ['${use.path}']`,
      },
    ]
  })
}

/** The Ingress that carries some paths is one of the cluster's operator, over HTTP. */
export function checkRoutePaths({ routes, services }: ResolvedWithWorkloads): Finding[] {
  return routes.flatMap(({ service: subject, paths, protocol }): Finding[] => {
    if (paths === undefined) return []
    const owner = services.find(({ name }) => name === subject)
    const where = { subject, path: 'routes.tailnet', ...present({ file: owner?.file }) }
    if (protocol !== 'https' || owner?.at.kind !== 'cluster')
      return [
        {
          code: 'unreachable-route',
          where,
          problem: 'only an Ingress of a cluster carries some paths and not others',
          got: paths.join(', '),
          fix: 'leave `paths` out, or let the route lead to a web port of a service in a cluster',
        },
      ]
    const odd = paths.filter(path => !isNormalPath(path) || path.endsWith('/'))
    if (odd.length === 0 && paths.length > 0) return []
    return [
      {
        code: 'invalid-path',
        where,
        problem: paths.length === 0 ? 'the route carries nothing' : 'no request ever has this path',
        got: JSON.stringify(paths.length === 0 ? paths : odd),
        expected: 'paths from the root of the site, decoded, without empty parts, dots, query or / at the end',
        fix: 'write them as the application knows them',
      },
    ]
  })
}
