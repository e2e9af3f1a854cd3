import type { Json } from './json-tree.ts'

/** So many characters of values and texts are kept, and as many again of those before them. */
const MOST = 32_000_000

/** What one way of writing texts printed: by the whole value, as JSON. What was not asked for in a while goes. */
class Printed {
  #young = new Map<string, string>()
  #old = new Map<string, string>()
  #size = 0

  of(value: Json, print: () => string): string {
    const key = JSON.stringify(value)
    const known = this.#young.get(key)
    if (known !== undefined) return known
    const text = this.#old.get(key) ?? print()
    this.#young.set(key, text)
    this.#size += key.length + text.length
    if (this.#size > MOST) {
      this.#old = this.#young
      this.#young = new Map()
      this.#size = 0
    }
    return text
  }
}

/** By the function that says how texts are written, which gives the same for the same text. */
let kept: WeakMap<object, Printed> | undefined

/**
 * From now on what was printed once is not printed again. For a process that renders an estate over and over, of which most
 * stays as it was: what is printed follows from the value alone. A single run prints hardly anything twice.
 */
export function keepPrinted(): void {
  kept ??= new WeakMap()
}

/** What the value is printed as, where that is kept; else what `print` gives. */
export function printedBefore(value: Json, write: object, print: () => string): string {
  if (kept === undefined) return print()
  const own = kept.get(write) ?? new Printed()
  kept.set(write, own)
  return own.of(value, print)
}
