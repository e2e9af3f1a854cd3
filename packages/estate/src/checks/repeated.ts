/** Groups of two or more items that share a key, in the order of their first member. */
export function repeated<T>(
  items: readonly T[],
  key: (item: T) => string,
): readonly (readonly [string, readonly [T, T, ...T[]]])[] {
  const groups = Map.groupBy(items, key)
  return [...groups].flatMap(([shared, [first, second, ...rest]]) =>
    first === undefined || second === undefined ? [] : [[shared, [first, second, ...rest]] as const],
  )
}
