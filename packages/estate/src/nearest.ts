/** The candidate nearest to a mistyped word; nothing where none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map(candidate => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(
      ({ candidate, edits }) => edits <= Math.max(2, Math.floor(candidate.length / 3)) && edits < candidate.length,
    )
    .sort((a, b) => a.edits - b.edits)
  return best?.candidate
}

/** ` (did you mean X?)` for the candidate nearest to a mistyped word; empty where none is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const best = nearest(word, candidates)
  return best === undefined ? '' : ` (did you mean ${best}?)`
}

/** The candidate that a word becomes with one other letter, or with two neighbours exchanged; nothing where it is one itself. */
export function almost(word: string, candidates: Iterable<string>): string | undefined {
  const [written, ...others] = [word, ...candidates]
  return others.includes(written) ? undefined : others.find(candidate => isOneLetterOff(written, candidate))
}

/** Of words as long as each other, without a look at digits: of `web1` and `web2` each is meant. */
export function isOneLetterOff(word: string, other: string): boolean {
  if (word.length !== other.length) return false
  let first = -1
  let isExchanged = false
  for (let index = 0; index < word.length; index += 1) {
    if (word[index] === other[index]) continue
    if (first === -1) first = index
    // Most words are further apart, which is told by their first letters.
    else if (isExchanged || index > first + 1 || word[index] !== other[first] || word[first] !== other[index])
      return false
    else isExchanged = true
  }
  return first !== -1 && !/\d/.test(`${word[first]}${other[first]}`)
}

/** Whether a word is another with one letter changed, left out or put in, or two exchanged. Of `port` and `ports` each is meant. */
export function isSlipOf(word: string, other: string): boolean {
  if (isOneLetterOff(word, other)) return true
  const [short, long] = word.length < other.length ? [word, other] : [other, word]
  return long.length === short.length + 1 && long !== `${short}s` && distance(word, other) === 1
}

/** Levenshtein's: letters put in, taken out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
