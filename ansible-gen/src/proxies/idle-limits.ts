import type { Finding, ServiceWithWorkload } from '@homelab/estate/model'
import type { NginxProxy } from './nginx/settings.ts'

/** Numbers by which nothing is limited, nobody is banned or nothing is kept: nginx refuses some, and is silent of the others. */
export function emptyLimits(proxy: ServiceWithWorkload | undefined): Finding[] {
  const { limits, bans, cache, logMegabytes } = (proxy?.workload ?? {}) as Partial<NginxProxy>
  if (proxy === undefined || limits === undefined || bans === undefined || cache === undefined) return []
  const numbers = {
    ...{ 'limits.perSecond': limits.perSecond, 'limits.connections': limits.connections },
    ...{ 'limits.logins.perSecond': limits.logins.perSecond, 'bans.maxRetries': bans.maxRetries },
    ...{ 'bans.findSeconds': bans.findSeconds, 'bans.banSeconds': bans.banSeconds },
    ...{ 'cache.megabytes': cache.megabytes, logMegabytes },
  }
  return Object.entries(numbers)
    .filter(([, number]) => !(Number.isInteger(number) && Number(number) > 0))
    .map(([path, number]) => ({
      code: 'invalid-quantity',
      where: { subject: proxy.name, path: `workload.${path}`, file: proxy.file },
      problem: 'by this number nothing is limited, nobody is banned, or nothing is kept',
      got: String(number),
      expected: 'a whole number above zero',
      fix: 'correct the number',
    }))
}

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
