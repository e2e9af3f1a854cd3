/** What people alone read: a slip in it is no wrong fact. */

/** Of what a property holds, by its name. */
const properties: ReadonlySet<string> = new Set([
  ...['title', 'summary', 'description', 'reason', 'why', 'note', 'holds', 'role', 'hardware', 'byHand', 'what'],
  // A difference to what ran, and where that is written down.
  ...['today', 'now', 'facts', 'settles', 'adoption'],
])

/** Of what a function is given, by its name: the places of its arguments. */
const args: ReadonlyMap<string, readonly number[]> = new Map([
  ['difference', [0]],
  ['notBackedUp', [0]],
  ['endpoint', [2]],
  ['after', [1]],
  ['folder', [1]],
  ['sqlite', [1]],
  ['accept', [1]],
  ['acceptFor', [2]],
  ['required', [1]],
  ['requiredBorgmatic', [2]],
  ['reachesApi', [0]],
  ['reachesKubelets', [0]],
  ['reachesInternet', [0]],
])

export function isProse(property: string): boolean {
  return properties.has(property)
}

/**
 * @param text of a literal; functions that an estate makes for itself are told by what they are given: four words or more,
 *   in which no sign of a command or a query stands
 */
export function isProseOf(callee: string, index: number, text: unknown): boolean {
  if (args.get(callee)?.includes(index) === true) return true
  return typeof text === 'string' && /^\S+(?: \S+){3,}$/.test(text) && !/[$={}|<>]| --?\w/.test(text)
}
