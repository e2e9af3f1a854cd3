/** What is looked at after a step. */
import { type Change, healthOf, type ResolvedRoute, type ResolvedService } from '@homelab/estate/model'
import { mise } from './commands.ts'
import type { Ground } from './ground.ts'
import type { Watch } from './model.ts'

/** The names of services, as people and proxies ask for them. */
export function routesAnswer(ground: Ground, services: readonly string[]): readonly Watch[] {
  return services.flatMap(name => {
    const service = ground.is.service(name)
    if (service === undefined) return []
    return ground.is.routesOf(name).flatMap(route => probeOf(service, route))
  })
}

/** What a health check asks; from the internet the page that people open. What carries some paths alone is for writing. */
export function probeOf({ probes }: ResolvedService, route: ResolvedRoute): readonly Watch[] {
  if (route.protocol !== 'https' || route.paths !== undefined || route.kind === 'tailnet') return []
  const health = healthOf(probes)
  const path = route.kind === 'public' || health?.port !== route.port ? '/' : health.path
  return [{ by: 'probe', url: `${route.url}${path}`, expect: route.kind === 'public' ? 'answers with 200' : 'answers' }]
}

/** Alerts about services. */
export function alertsQuiet({ alerts }: Ground, services: readonly string[]): readonly Watch[] {
  return alerts
    .filter(({ labels }) => services.includes(labels.service))
    .map(({ alert, expr, for: after, labels }) => ({
      ...{ by: 'query', alert, query: expr },
      expect: `of ${labels.service} stays quiet for longer than ${after}`,
    }))
}

/** Who gains and who loses reach: the model's answer, of what the policy lets now. */
export function reachWatched(changes: readonly Change[]): readonly Watch[] {
  const said = changes.flatMap(({ subject, read, system }) => {
    const [, sources = '', what = '', rest = ''] = /^(.*?) (gains|loses) (.*)$/.exec(subject) ?? []
    return read === 'estate' && system === 'tailnet' && sources !== ''
      ? sources
          .split(', ')
          .map(source => ({ source, expect: what === 'gains' ? `reaches ${rest}` : `no longer reaches ${rest}` }))
      : []
  })
  return [...Map.groupBy(said, ({ source }) => source)].map(([source, all]) => ({
    by: 'command',
    run: mise('reach', '--from', source),
    expect: all.map(({ expect }) => expect).join('; '),
  }))
}
