import type { Finding, ServiceWithWorkload } from '@homelab/estate/model'
import type { NginxProxy } from './nginx/settings.ts'

/** A limit of logins above that of all requests limits nothing. */
export function idleLimits(proxy: ServiceWithWorkload | undefined): Finding[] {
  const { limits } = (proxy?.workload ?? {}) as Partial<NginxProxy>
  if (proxy === undefined || limits === undefined) return []
  const { perSecond, dynamicBurst, logins } = limits
  return [['perSecond', logins.perSecond, perSecond] as const, ['burst', logins.burst, dynamicBurst] as const].flatMap(
    ([which, own, all]): Finding[] => {
      if (own < all) return []
      return [
        {
          code: 'invalid-quantity',
          where: { subject: proxy.name, path: `workload.limits.logins.${which}`, file: proxy.file },
          problem: 'what is let through of all requests is no more than that, so logins are not limited',
          got: String(own),
          expected: `less than ${all}`,
          fix: 'let fewer through',
        },
      ]
    },
  )
}
