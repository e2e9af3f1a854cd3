/** Names in code for people and aliases. */

const RESERVED = new Set(
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield let static await person tailnet tailnetPolicy vault secrets'.split(
    ' ',
  ),
)

/** Gives each text a name, the same for the same text, none twice. */
export class Names {
  readonly #given = new Map<string, string>()
  readonly #taken = new Set<string>()
  readonly #separator: string
  /** @param separator between the words of a name; empty: `camelCase` */
  constructor(separator: string) {
    this.#separator = separator
  }

  of(text: string, wanted: string): string {
    const known = this.#given.get(text)
    if (known !== undefined) return known
    const base = this.#nameFrom(wanted)
    let name = base
    for (let count = 2; this.#taken.has(name); count++) name = `${base}${this.#separator}${count}`
    this.#taken.add(name)
    this.#given.set(text, name)
    return name
  }

  #nameFrom(text: string): string {
    const words = text
      .normalize('NFKD')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter(word => word !== '')
    const joined =
      this.#separator === ''
        ? words
            .map((word, index) => (index === 0 ? word : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`))
            .join('')
        : words.join(this.#separator)
    const name = /^[a-z]/.test(joined) ? joined : `x${this.#separator}${joined}`
    return RESERVED.has(name) ? `${name}${this.#separator || 'Alias'}${this.#separator === '' ? '' : 'x'}` : name
  }
}
