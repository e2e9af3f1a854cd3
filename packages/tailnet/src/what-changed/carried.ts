import { type EstateChange, type EstateReader, lookup, type Resolved, type ResolvedRoute } from '@homelab/estate/model'
import { type Compiled, compile } from '../compile.ts'
import { withPeople } from '../from-estate/changes.ts'
import { hostOf } from '../from-estate/inventory.ts'
import { endpointName, shown } from '../from-estate/names.ts'
import { type Tailnet, tailnetOf } from '../from-estate/policy.ts'
import { permits } from '../reach.ts'

/**
 * Who reaches a service by another of its names than before, where the policy stays: a name that moves to another port or proxy is
 * reached by whoever reaches that. What the policy opens or closes is told of the policy.
 */
export const carriedChanges: EstateReader = (before, after) => {
  const [old, now] = [worldOf(before), worldOf(after)]
  if (old === undefined || now === undefined) return []
  return after.services.flatMap(({ name: service }): readonly EstateChange[] => {
    const [was, is] = [endsOf(old, service), endsOf(now, service)]
    if (was.length === 0 || is.length === 0 || sameEnds(was, is)) return []
    const both = old.askers.filter(asker => now.askers.includes(asker) && asker !== now.hostOf(service))
    const tell = (what: 'gains' | 'loses', who: readonly string[]): readonly EstateChange[] =>
      who.length === 0
        ? []
        : [
            {
              ...{ system: 'access', service, subject: `${who.map(shown).join(', ')} ${what} ${service}` },
              ...{ kind: what === 'gains' ? 'added' : 'removed', shownIn: ['docs/exposure.md', 'docs/routing.md'] },
              ...(what === 'gains' && {
                danger: 'opens' as const,
                why: 'its name lies behind a port that they reach already',
              }),
            },
          ]
    const reaches = (world: World, asker: string, ends: readonly End[]): boolean =>
      ends.some(
        end =>
          asker === end.to ||
          (world.known.has(end.to) && permits(world.compiled, { from: asker, protocol: 'tcp', ...end }).allowed),
      )
    return [
      ...tell(
        'gains',
        both.filter(asker => !reaches(old, asker, was) && reaches(now, asker, is) && reaches(old, asker, is)),
      ),
      ...tell(
        'loses',
        both.filter(asker => reaches(old, asker, was) && !reaches(now, asker, is) && reaches(now, asker, was)),
      ),
    ]
  })
}

interface World {
  readonly resolved: Resolved
  readonly compiled: Compiled
  /** What is in the tailnet, and what in it may ask. */
  readonly known: ReadonlySet<string>
  readonly askers: readonly string[]
  readonly hostOf: (service: string) => string | undefined
}

function worldOf(resolved: Resolved): World | undefined {
  const tailnet: Tailnet | undefined = tailnetOf(resolved)
  if (tailnet === undefined) return undefined
  const compiled = compile(tailnet.document, withPeople(resolved, tailnet.inventory))
  const askers = compiled.endpoints.flatMap(({ name, kind }) => (kind === 'device' || kind === 'guest' ? [name] : []))
  const known = new Set(compiled.endpoints.map(({ name }) => name))
  return { resolved, compiled, known, askers, hostOf: service => hostOf(resolved, service)?.name }
}

interface End {
  readonly to: string
  readonly port: number
}

/** Where the private names of a service answer in the tailnet; none where only others carry them. */
function endsOf({ resolved, known }: World, service: string): readonly End[] {
  const find = lookup(resolved)
  const at = find.service(service)?.at
  const endOf = (route: ResolvedRoute): string | undefined => {
    if (route.kind === 'tailnet') return at && endpointName(route, at.kind)
    const proxy = route.kind === 'ops' ? find.proxyOf(route)?.name : undefined
    return proxy === undefined ? undefined : hostOf(resolved, proxy)?.name
  }
  return find.routesOf(service).flatMap(route => {
    const to = endOf(route)
    return to === undefined || !known.has(to) ? [] : [{ to, port: route.listen }]
  })
}

function sameEnds(one: readonly End[], two: readonly End[]): boolean {
  const textOf = (ends: readonly End[]): string =>
    [...new Set(ends.map(({ to, port }) => `${to}:${port}`))].toSorted().join(' ')
  return textOf(one) === textOf(two)
}
