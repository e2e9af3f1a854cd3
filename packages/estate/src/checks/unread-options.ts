import type { Finding } from '../findings.ts'
import type { Resolved, ResolvedService } from '../resolved.ts'

/** Options that a type allows and that nothing reads where they stand: who wrote one waits for what never comes. */
export function checkUnreadOptions(resolved: Resolved): Finding[] {
  return resolved.services.flatMap(service => [...unreadTile(resolved, service), ...unreadNodePorts(resolved, service)])
}

/** A home page of the estate shows all tiles; one that is written by hand finds those on the Ingresses of a cluster. */
function unreadTile(
  { routes, clusters, services }: Resolved,
  { name: subject, file, tile, at, external }: ResolvedService,
): Finding[] {
  if (tile === undefined) return []
  const where = { subject, path: 'tile', file }
  if (services.some(({ collects }) => collects.includes('tiles'))) {
    return tile === 'hidden'
      ? [unread(where, 'the home page of the estate discovers nothing: it shows what has a tile', 'leave it out')]
      : []
  }
  const web = routes.some(
    ({ service, kind, protocol }) => service === subject && kind === 'tailnet' && protocol === 'https',
  )
  const cluster = at.kind === 'cluster' ? clusters.find(({ name }) => name === at.name) : undefined
  if (!external && web && cluster?.tailnet !== undefined) return []
  return [
    unread(
      where,
      'no Ingress is rendered that would show the tile',
      'give it a tailnet route in a cluster, add the home page (`homepageIn`), or leave the tile out',
    ),
  ]
}

/** https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
function unreadNodePorts({ clusters }: Resolved, { name: subject, file, ports, at }: ResolvedService): Finding[] {
  return Object.entries(ports).flatMap(([name, { nodePort }]): Finding[] => {
    if (nodePort === undefined) return []
    const where = { subject, path: `ports.${name}`, file }
    if (at.kind === 'host' || !clusters.some(cluster => cluster.name === at.name))
      return [
        unread(where, 'a host has no ports of nodes', 'say `target` where its program listens, and no `nodePort`'),
      ]
    if (!Number.isInteger(nodePort) || (nodePort >= 30_000 && nodePort <= 32_767)) return []
    return [
      {
        code: 'invalid-port',
        where,
        problem: 'Kubernetes opens no such port on its nodes',
        got: String(nodePort),
        expected: 'from 30000 to 32767',
        fix: 'correct the number',
      },
    ]
  })
}

function unread(where: Finding['where'], problem: string, fix: string): Finding {
  return { code: 'unread-option', where, problem, fix }
}
