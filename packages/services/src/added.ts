/** Two lists, one after the other; none where there are none. */
export function added<T>(own: readonly T[] | undefined, more: readonly T[] | undefined): readonly T[] | undefined {
  return own === undefined || more === undefined ? (more ?? own) : [...own, ...more]
}
