/** One thing that the compiler said. */
export interface Diagnostic {
  /** As the compiler names it: relative to where it was started. Absent where it speaks of itself. */
  readonly at?: { readonly path: string; readonly line: number; readonly column: number }
  /** `TS2322` */
  readonly code: string
  /** The first line, and what explains it, the cause last. */
  readonly lines: readonly string[]
}

/** Reads what `tsc --pretty false --locale en` prints. */
export function readDiagnostics(text: string): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const line of text.split(/\r?\n/)) {
    const last = found.at(-1)
    const [, path, row, column, code, words] = /^(?:(.+?)\((\d+),(\d+)\): )?error (TS\d+): (.*)$/.exec(line) ?? []
    if (code !== undefined && words !== undefined) {
      const at = path === undefined ? {} : { at: { path, line: Number(row), column: Number(column) } }
      found.push({ ...at, code, lines: [words] })
    } else if (/^\s+\S/.test(line) && last !== undefined) {
      found[found.length - 1] = { ...last, lines: [...last.lines, line.trim()] }
    }
  }
  return found
}

/** Longer types are cut: the compiler prints all that it inferred. */
const LONGEST_TYPE = 60

/**
 * The compiler's own words, short, without a full stop: the first clause, and the last of those that explain it. Where
 * that one names a property, it alone.
 */
export function wordsOf({ lines }: Diagnostic): string {
  const [first = '', ...reasons] = lines.map(short)
  // What may be left out may be `undefined` as well: that explains nothing.
  const others = reasons.filter(reason => !reason.endsWith("is not assignable to type 'undefined'"))
  const cause = others.at(-1)
  if (cause === undefined || cause === first) return first
  return /^Property '|^Object literal may|is missing the following properties/.test(cause)
    ? cause
    : `${first}; ${cause}`
}

function short(line: string): string {
  const cut = line.replace(
    /\b([Tt]ype|module) '(.+?)'(?=\.?$|, | is | but | or | and |\. |\.\.\.)/g,
    (all, what, type) => (type.length > LONGEST_TYPE ? `${what} '${type.slice(0, LONGEST_TYPE - 3)}...'` : all),
  )
  // Advice on other settings of the compiler is none for an author.
  return cut.replace(/\.(?! Did you mean )(?=$| [A-Z]).*$/, '')
}
