/** A recording's devices as the evaluator takes them. */
import type { Device, Inventory, Subnet } from '@homelab/tailnet'
import type { Node, Recording } from './recordings.ts'

const EVERYTHING = new Set(['0.0.0.0/0', '::/0'])

export function inventoryOf({ nodes, users, owner, capabilities }: Recording): Inventory {
  const loginOf = (name: string): string => users.find(user => user.name === name)?.email || owner
  const isAdmin = (login: string): boolean =>
    Object.entries(nodes).some(
      ([name, { user }]) =>
        user !== undefined &&
        loginOf(user) === login &&
        capabilities.get(name)?.has('https://tailscale.com/cap/is-admin') === true,
    )
  return {
    users: [...new Set([owner, ...users.map(({ email }) => email || owner)])].map(login => ({
      login,
      role: login === owner ? 'owner' : isAdmin(login) ? 'admin' : 'member',
    })),
    // The owner's is the tailnet's own; others were invited.
    domains: [owner.slice(owner.indexOf('@') + 1)],
    endpoints: [
      ...Object.entries(nodes).map(([name, node]) => deviceOf(name, node, loginOf)),
      ...subnetsOf(Object.entries(nodes)),
    ],
  }
}

function deviceOf(name: string, node: Node, loginOf: (name: string) => string): Device {
  const [first, ...rest] = node.tags ?? []
  return {
    kind: 'device',
    name,
    identity:
      first === undefined ? { by: 'owner', owner: loginOf(node.user ?? '') } : { by: 'tags', tags: [first, ...rest] },
    addresses: [node.ipv4, node.ipv6],
    ...(approved(node).some(route => EVERYTHING.has(route)) && { exitNode: true }),
  }
}

function subnetsOf(nodes: readonly (readonly [string, Node])[]): readonly Subnet[] {
  const routed = nodes.flatMap(([router, node]) =>
    approved(node)
      .filter(route => !EVERYTHING.has(route))
      .map(cidr => ({ cidr, router })),
  )
  return [...Map.groupBy(routed, ({ cidr }) => cidr)].map(([cidr, all]) => ({
    kind: 'subnet',
    name: cidr,
    cidr,
    routers: all.map(({ router }) => router),
  }))
}

function approved(node: Node): readonly string[] {
  return node.approved_routes ?? []
}
