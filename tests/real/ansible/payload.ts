/** Estates whose texts hold what template languages would evaluate: every text that its renderer takes as it is. */
import { ansible } from '@homelab/ansible-gen/render'
import type { ResolvedWithWorkloads } from '@homelab/estate/model'
import { slots } from '../../support/ansible.ts'

/** The members that lead to a text. */
type Place = readonly string[]

export interface Filled {
  readonly resolved: ResolvedWithWorkloads
  /** The places that hold the payload, as kinds: numbers of lists and keys that the estate chose are `*`. */
  readonly kinds: readonly string[]
}

/**
 * Words of closed lists, and names by which the parts of an estate find each other: with another one the Ansible project
 * is another, and a check of the estate or the compiler refuses what is no name.
 */
const words =
  /(?:^|\.)(?:kind|mode|platform|protocol|scheme|origin|by|stream|from|to|service|servedBy|source|slot|at\.name|services\.\*\.name|hosts\.\*\.name|findings\..*|acceptances\..*)$/

/**
 * The estate with something put at the end of its texts, one of each kind of place. Where a finding or a printer refuses
 * it, or a file would be missing, the text stays.
 *
 * @param but kinds of places that keep their text
 */
export function filled(resolved: ResolvedWithWorkloads, payload: string, but = /^$/): Filled {
  const render = ansible(slots).render
  // What the estate accepts is found all the same.
  const usual = render(resolved)
  const taken = (places: readonly Place[]): boolean => {
    try {
      const { files, findings } = render(withPayload(resolved, places, payload))
      return findings.length === usual.findings.length && files.length === usual.files.length
    } catch {
      // Names that a check of the estate refuses before they come here: printers of words throw.
      return false
    }
  }
  /** Those that are taken beside what is: two texts that a check compares may be taken one by one, and not together. */
  const more = (accepted: readonly Place[], places: readonly Place[]): readonly Place[] => {
    if (places.length === 0) return accepted
    const all = [...accepted, ...places]
    if (taken(all)) return all
    if (places.length === 1) return accepted
    const half = Math.ceil(places.length / 2)
    return more(more(accepted, places.slice(0, half)), places.slice(half))
  }
  const kinds = Map.groupBy(placesOf(hosted(resolved)), kindOf)
  const tried = [...kinds].filter(([kind]) => !words.test(kind) && !but.test(kind))
  const first = more(
    [],
    tried.flatMap(([, places]) => places.slice(0, 1)),
  )
  const done = new Set(first.map(kindOf))
  // The first of a kind may be the one that has to be as it is: a program, before its arguments.
  const accepted = more(
    first,
    tried.flatMap(([kind, places]) => (done.has(kind) ? [] : places.slice(1, 2))),
  )
  return { resolved: withPayload(resolved, accepted, payload), kinds: accepted.map(kindOf) }
}

/** Without what the project has nothing of; services keep their numbers. */
function hosted({ services, parts: _, ...rest }: ResolvedWithWorkloads): object {
  return {
    ...rest,
    services: services.map(({ runs: __, ...each }) => (each.workload.kind === 'host-service' ? each : {})),
  }
}

function withPayload(
  resolved: ResolvedWithWorkloads,
  places: readonly Place[],
  payload: string,
): ResolvedWithWorkloads {
  const { parts, ...plain } = resolved
  const copy: ResolvedWithWorkloads = { ...structuredClone(plain), parts }
  for (const place of places) {
    let holder = copy as unknown as Record<string, unknown>
    for (const step of place.slice(0, -1)) holder = holder[step] as Record<string, unknown>
    const last = place.at(-1) ?? ''
    holder[last] = `${String(holder[last])}${payload}`
  }
  return copy
}

function placesOf(value: unknown, at: Place = []): readonly Place[] {
  if (typeof value === 'string') return [at]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => placesOf(member, [...at, key]))
}

function kindOf(place: Place): string {
  return place.map(step => (/^\d+$|[^A-Za-z]/.test(step) ? '*' : step)).join('.')
}
