/** Who belongs to the audience of a name. */
import { type Audience, lookup, type Resolved, type ResolvedRoute } from '@homelab/estate/model'
import type { Compiled } from '../compile.ts'
import { type Party, selectsIdentity } from '../match.ts'
import { parseSelector } from '../selector.ts'
import { hostOf } from './inventory.ts'

/** The selectors of those who are part of it. */
export const audienceSelectors = {
  members: ['autogroup:member'],
  admins: ['autogroup:admin', 'autogroup:owner'],
} as const satisfies Record<Audience, readonly string[]>

/** People by their role; a guest of another tailnet is in no audience. */
export function isFor({ world }: Compiled, audience: Audience | undefined, party: Party): boolean {
  return (
    audience !== undefined &&
    audienceSelectors[audience].some(text => selectsIdentity(parseSelector(text), party, world))
  )
}

/** A port of a private proxy with the audience that all of its names state. */
export interface AudiencePort {
  readonly by: string
  readonly host: string
  readonly tags: readonly `tag:${string}`[]
  /** Those of its tags that no host of another private proxy has. */
  readonly ownTags: readonly `tag:${string}`[]
  readonly port: number
  readonly audience: Audience
  readonly names: readonly string[]
}

/** Ports with names of several audiences, or of nobody's, are for whoever is let in. */
export function audiencePorts(resolved: Resolved): readonly AudiencePort[] {
  const { privateProxies, proxyOf } = lookup(resolved)
  return privateProxies.flatMap(proxy => {
    const { name: by } = proxy
    const host = hostOf(resolved, by)
    if (host?.tailnet?.by !== 'tags') return []
    const { tags } = host.tailnet
    const others = privateProxies.flatMap(({ name }) => hostOf(resolved, name) ?? []).filter(other => other !== host)
    const ownTags = tags.filter(
      tag => !others.some(({ tailnet }) => tailnet?.by === 'tags' && tailnet.tags.includes(tag)),
    )
    const carried = resolved.routes.filter(route => route.kind === 'ops' && proxyOf(route) === proxy)
    return [...Map.groupBy(carried, ({ listen }) => listen)].flatMap(([port, routes]): AudiencePort[] => {
      const audience = common(routes)
      if (audience === undefined) return []
      return [{ by, host: host.name, tags, ownTags, port, audience, names: routes.map(({ hostname }) => hostname) }]
    })
  })
}

function common(routes: readonly ResolvedRoute[]): Audience | undefined {
  const [first, ...others] = new Set(routes.map(({ audience }) => audience))
  return others.length === 0 ? first : undefined
}
