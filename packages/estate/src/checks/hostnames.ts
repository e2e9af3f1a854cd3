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
      mend: 'give one of the two another `host`',
    }
  })
}
