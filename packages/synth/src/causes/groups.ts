/** Whether everything still loads, and nothing new is wrong, with these put back. */
export type Loads<T> = (taken: readonly T[]) => Promise<boolean>

/**
 * What changed, in groups that can each be put back alone. Things that only load together are one group: an import and what
 * it imports, a port and the route that names it.
 *
 * @param isRelated whether one of two may need the other: such are tried first
 * @param loads true for all together
 */
export async function separable<T>(
  all: readonly T[],
  isRelated: (a: T, b: T) => boolean,
  loads: Loads<T>,
): Promise<readonly (readonly T[])[]> {
  let groups: readonly (readonly T[])[] = all.map(each => [each])
  const fine = new Set<readonly T[]>()
  for (;;) {
    const group = groups.find(each => !fine.has(each))
    if (group === undefined) return groups
    if (group.length === all.length || (await loads(group))) {
      fine.add(group)
      continue
    }
    const needed = new Set([...group, ...(await partners(group, all, isRelated, loads))])
    const [touched = [], rest = []] = [true, false].map(is =>
      groups.filter(each => each.some(one => needed.has(one)) === is),
    )
    // In the order of all, so that the result does not depend on who was tried first.
    const merged = new Set(touched.flat())
    groups = [...rest, all.filter(each => merged.has(each))]
  }
}

/** The fewest others, or nearly so, that have to be put back with a group. */
async function partners<T>(
  group: readonly T[],
  all: readonly T[],
  isRelated: (a: T, b: T) => boolean,
  loads: Loads<T>,
): Promise<readonly T[]> {
  const others = all.filter(each => !group.includes(each))
  const near = others.filter(each => group.some(one => isRelated(one, each)))
  const circle = closure(near, others, isRelated)
  for (const candidates of [near, circle]) {
    if (candidates.length > 0 && candidates.length < others.length && (await loads([...group, ...candidates])))
      return without(group, candidates, loads)
  }
  return without(group, others, loads)
}

function closure<T>(start: readonly T[], all: readonly T[], isRelated: (a: T, b: T) => boolean): readonly T[] {
  const reached = new Set(start)
  for (const one of reached) for (const each of all) if (!reached.has(each) && isRelated(one, each)) reached.add(each)
  return [...reached]
}

/** Leaves out of the candidates what is not needed: halves first, then ever smaller pieces. */
async function without<T>(group: readonly T[], candidates: readonly T[], loads: Loads<T>): Promise<readonly T[]> {
  let kept = candidates
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < kept.length; ) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + size)]
      // Alone it did not load.
      if (fewer.length > 0 && (await loads([...group, ...fewer]))) kept = fewer
      else at += size
    }
  }
  return kept
}
