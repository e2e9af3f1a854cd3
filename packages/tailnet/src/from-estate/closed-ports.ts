/** Ports that the policy opens, or tests, and on which nothing answers. */
import type { Finding, Resolved } from '@homelab/estate/model'
import { type Inventory, tagsOf } from '../inventory.ts'
import { splitPort } from '../rules.ts'
import { grantKeys } from './grants.ts'
import { shown } from './names.ts'
import type { Tailnet } from './policy.ts'
import { inPolicy } from './where.ts'

/**
 * Of what carries a tag, and of which everybody knows what it opens. What is opened, or denied, for nothing hides that a port has
 * moved.
 */
export function closedPorts(resolved: Resolved, { document, inventory }: Tailnet): readonly Finding[] {
  const { grants = [], tests = [] } = document
  return [
    ...grants.flatMap((grant, index) => {
      const [dst] = grant.dst
      if (dst === undefined || grant.dst.length > 1) return []
      const closed = (grant.ip ?? []).filter(ip => isClosed(inventory, dst, ip.replace(/^tcp:/, '')))
      const keys = grantKeys(resolved, grants, index)
      // Those that follow from traffic name ports that are there.
      return keys.length < 2 ? [] : closed.map(port => finding(resolved, `grant ${dst} ${port}`, port, keys))
    }),
    ...tests.flatMap(({ src, ...test }) =>
      (['accept', 'deny'] as const).flatMap(kind =>
        (test[kind] ?? []).flatMap(dst => {
          const { host, port } = splitPort(dst) ?? {}
          if (host === undefined || port === undefined || !isClosed(inventory, host, port)) return []
          return [finding(resolved, `test ${src} ${kind} ${dst}`, port, ['tests'])]
        }),
      ),
    ),
  ]
}

/** Whether something carries the tag, and none of it opens the port; where one may open anything, nobody can say so. */
function isClosed({ endpoints }: Inventory, selector: string, port: string): boolean {
  if (!selector.startsWith('tag:') || !/^\d+$/.test(port)) return false
  const carriers = endpoints.filter(endpoint => tagsOf(endpoint).includes(selector.toLowerCase()))
  const opened = carriers.flatMap(carrier =>
    'ports' in carrier && carrier.ports !== undefined ? [carrier.ports.map(each => each.port)] : [],
  )
  return carriers.length > 0 && opened.length === carriers.length && !opened.flat().includes(Number(port))
}

function finding(resolved: Resolved, path: string, port: string, keys: readonly (string | number)[]): Finding {
  return {
    code: 'policy-dead-grant',
    where: { ...inPolicy(resolved, 'tailnet', shown(path)), keys },
    problem: 'nothing that carries the destination answers on this port',
    got: shown(port),
    fix: 'correct the port, or say in `listens` of the host what answers there',
  }
}
