/** What is told of endpoints that were not in the tailnet before. */
import type { EstateChange, Resolved } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { accessOf, compile } from '../compile.ts'
import { withPeople } from '../from-estate/changes.ts'
import { endpointName } from '../from-estate/names.ts'
import type { Tailnet } from '../from-estate/policy.ts'
import type { Inventory } from '../inventory.ts'

/** An endpoint that has another name now is who it was. */
export function asCalledNow(before: Resolved, after: Resolved, inventory: Inventory): Inventory {
  const [old, now] = [routedNames(before), routedNames(after)]
  const renamed = [...now].flatMap(([way, name]) => {
    const earlier = old.get(way)
    const endpoint = inventory.endpoints.find(one => one.name === earlier)
    return endpoint === undefined || earlier === name || [...old.values()].includes(name) ? [] : [{ ...endpoint, name }]
  })
  return renamed.length === 0
    ? inventory
    : { ...inventory, endpoints: [...inventory.endpoints, ...(renamed as Inventory['endpoints'])] }
}

/** Endpoints of routes, by what they lead to. */
function routedNames({ routes, services }: Resolved): ReadonlyMap<string, string> {
  return new Map(
    routes.flatMap(route => {
      const at = services.find(({ name }) => name === route.service)?.at
      return route.kind !== 'tailnet' || at === undefined
        ? []
        : [[`${route.service} ${route.port}`, endpointName(route, at.kind)] as const]
    }),
  )
}

/** New endpoints by what they lead to: what ran already opens, and of what is new it is said. */
export function freshEnds(
  endpoints: readonly string[],
  before: Resolved,
  after: Resolved,
): readonly (Pick<EstateChange, 'service' | 'danger' | 'why'> & { readonly names: readonly string[] })[] {
  const ways = [...routedNames(after)]
  const serviceOf = (endpoint: string): string | undefined =>
    ways.find(([, name]) => name === endpoint)?.[0].split(' ')[0]
  const known = new Set([...before.services, ...before.hosts].map(({ name }) => name))
  return [...Map.groupBy(endpoints, serviceOf)].flatMap(([service, all]) => {
    const [opened, added] = [
      all.filter(name => known.has(service ?? name)),
      all.filter(name => !known.has(service ?? name)),
    ]
    return [
      ...(opened.length === 0
        ? []
        : [
            {
              names: opened,
              ...present({ service }),
              danger: 'opens' as const,
              why: 'what it leads to was there, and had no name in the tailnet',
            },
          ]),
      ...(added.length === 0
        ? []
        : [{ names: added, ...present({ service }), why: 'it is new, and its tags and the policy say so' }]),
    ]
  })
}

/** Who may open every port of all that is there. */
export function whoReachesAll(resolved: Resolved, { document, inventory }: Tailnet): ReadonlySet<string> {
  const compiled = compile(document, withPeople(resolved, inventory))
  const { endpoints } = compiled
  const all = endpoints.filter((from, index) => {
    const open = new Set(
      accessOf(compiled, index).flatMap(({ to, onlyIf, capability: { protocol, first, last } }) =>
        onlyIf === undefined && protocol === '*' && first === 0 && last === 65_535 ? [to] : [],
      ),
    )
    return endpoints.every((to, at) => to === from || to.kind === 'guest' || open.has(at))
  })
  return new Set(all.map(({ name }) => name))
}
