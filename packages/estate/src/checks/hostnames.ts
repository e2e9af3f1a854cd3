import { present } from '@homelab/formats/present'
import type { Finding } from '../findings.ts'
import type { Resolved, ResolvedRoute } from '../resolved.ts'
import { repeated } from './repeated.ts'

/**
 * One name, one owner. On the tailnet each endpoint is a device of its own; behind a proxy one name may serve HTTPS and
 * TCP on other ports.
 */
export function checkHostnames({ routes, services }: Resolved): Finding[] {
  const key = (route: ResolvedRoute): string =>
    route.kind === 'tailnet' ? route.hostname : `${route.kind} ${route.hostname}:${route.listen}`
  return repeated(routes, key).map(([, all]) => {
    const [first, second] = all
    const file = services.find(({ name }) => name === second.service)?.file
    return {
      code: 'duplicate-hostname',
      where: { subject: second.service, path: `routes.${second.kind}`, ...present({ file }) },
      problem: `${first.service} claims the same host name`,
      got: second.hostname,
      fix: 'give one of the two another `host`',
    }
  })
}

/** A device has its name in the tailnet before any route: of two, one gets another name, and nobody says which. */
export function checkDeviceNames({ routes, services, hosts, clusters, tailnet }: Resolved): Finding[] {
  const devices = new Map([
    ...hosts.flatMap(host => (host.tailnet === undefined ? [] : [[host.name, `the host ${host.name}`] as const])),
    ...clusters.flatMap(({ name, tailnet: own }) =>
      own === undefined ? [] : [[own.operator.name, `the operator of ${name}`] as const],
    ),
    ...(tailnet?.devices ?? []).map(({ name }) => [name, `the device ${name}`] as const),
  ])
  return routes.flatMap(({ kind, label, hostname, service: subject }): Finding[] => {
    const owner = kind === 'tailnet' ? devices.get(label) : undefined
    if (owner === undefined) return []
    const file = services.find(({ name }) => name === subject)?.file
    return [
      {
        code: 'duplicate-hostname',
        where: { subject, path: `routes.${kind}`, ...present({ file }) },
        problem: `${owner} has that name in the tailnet`,
        got: hostname,
        fix: 'give the route another `host`',
      },
    ]
  })
}
