/**
 * Some of all changes: each operator in turn, so that texts, which most places are, do not take the others' turns.
 *
 * @param seed the same gives the same
 */
export function sample<T extends { readonly operator: string }>(
  all: readonly T[],
  seed: number,
  count: number,
): readonly T[] {
  const random = randomFrom(seed)
  const left = [...Map.groupBy(all, ({ operator }) => operator)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, mutants]) => [...mutants])
  const chosen: T[] = []
  while (chosen.length < Math.min(count, all.length)) {
    for (const mutants of left) {
      const [one] = mutants.splice(Math.floor(random() * mutants.length), 1)
      if (one !== undefined && chosen.length < count) chosen.push(one)
    }
  }
  return chosen
}

/** Numbers from 0 to 1, by mulberry32: https://github.com/cprosche/mulberry32 */
export function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
