import { isMade, type Source, type SourceOf } from '../made.ts'
import { type Keys, memberOf } from './keys.ts'

/** Where something was said. */
export interface Placed extends Source {
  /** The thing itself was made there, and not only what it stands in. */
  readonly exact: boolean
}

/** Where what is stated was said. Beside it and never in it: the place changes with every line above. */
export interface Places {
  /** Of a member, or of the nearest thing around it that was made by a constructor. */
  readonly nearest: (keys: Keys) => Placed | undefined
}

/** The things of authors, by where they are in what is stated. */
export class Things {
  readonly #things = new Map<string, object>()

  set(keys: Keys, thing: object): void {
    if (isMade(thing)) this.#things.set(textOf(keys), thing)
  }

  /** Of what is not stated after all. */
  forget(keys: Keys): void {
    const start = textOf(keys)
    for (const key of this.#things.keys()) if (key === start || key.startsWith(`${start}\0`)) this.#things.delete(key)
  }

  places(sourceOf: SourceOf): Places {
    return {
      nearest: keys => {
        for (let length = keys.length; length >= 0; length -= 1) {
          const thing = this.#things.get(textOf(keys.slice(0, length)))
          const source = thing === undefined ? undefined : sourceOf(thing)
          if (source !== undefined) return { ...source, exact: length === keys.length }
        }
        return undefined
      },
    }
  }
}

/** A key may have any other character. */
function textOf(keys: Keys): string {
  return keys.join('\0')
}

/** The same among authors' objects themselves: from the outermost to the one that the keys begin at. */
export function nearestIn(around: readonly unknown[], keys: Keys, sourceOf: SourceOf): Placed | undefined {
  const things = [...around]
  for (const key of keys) things.push(memberOf(things.at(-1), key))
  for (const [index, thing] of [...things.entries()].reverse()) {
    const source = typeof thing === 'object' && thing !== null ? sourceOf(thing) : undefined
    if (source !== undefined) return { ...source, exact: index === things.length - 1 }
  }
  return undefined
}
