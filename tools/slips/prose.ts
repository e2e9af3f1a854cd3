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
  ['deadGrant', [1]],
  ['grant', [3]],
  ['ofMembers', [2]],
  ['denial', [1]],
  ['required', [1]],
  ['requiredBorgmatic', [2]],
  ['reachesApi', [0]],
  ['reachesKubelets', [0]],
  ['reachesInternet', [0]],
])

export function isProse(property: string): boolean {
  return properties.has(property)
}

export function isProseOf(callee: string, index: number): boolean {
  return args.get(callee)?.includes(index) === true
}
