import { type Diagnostic, wordsOf } from './diagnostics.ts'

/** A diagnostic with the file it is about, as findings name it. */
export interface Placed extends Diagnostic {
  readonly place: { readonly file: string; readonly line: number; readonly column: number; readonly package: boolean }
}

/** Groups what one mistake makes the compiler say, in its order: one cause is one finding. */
export function causes(all: readonly Placed[]): readonly (readonly Placed[])[] {
  const said = new Set(all.map(({ code, place }) => `${code} ${place.file}`))
  const own = all.filter(({ code, place }) => !follows(code).some(first => said.has(`${first} ${place.file}`)))
  return [...Map.groupBy(oneEach(own), causeOf).values()]
}

/** What the author does about it. */
export function fixOf({ code }: Diagnostic): string {
  if (ofModules.has(code)) return 'write `"type": "module"` into the package.json of the estate'
  if (code === 'TS7023') return 'annotate it: `needs: (): Needs => [...]`'
  return `${lacking.has(code) ? 'add it' : 'correct it'} (${code})`
}

const lacking: ReadonlySet<string> = new Set(['TS2739', 'TS2740', 'TS2741'])

/** What is said twice of one word is one thing. */
function oneEach(all: readonly Placed[]): readonly Placed[] {
  return [...new Map(all.toReversed().map(each => [JSON.stringify(each.place), each])).values()].toReversed()
}

/** Says so little that two of them need not be of one mistake: a text where a number belongs. */
const plain =
  /^(Type|Argument of type) '(string|number|boolean|null|undefined)' is not assignable to (type|parameter of type) '\w+'$/

/** A file that Node.js would take for CommonJS: every import and export of it is an error. */
const ofModules: ReadonlySet<string> = new Set(['TS1286', 'TS1287', 'TS1295', 'TS1470'])

function causeOf(diagnostic: Placed): string {
  const { place, code } = diagnostic
  if (ofModules.has(code)) return 'module'
  const words = wordsOf(diagnostic)
  const where = plain.test(words) ? `${place.file}:${place.line}:${place.column}` : ''
  return [code, where, words].join(' ')
}

/** What has no type because of something else in its file that has none. */
function follows(code: string): readonly string[] {
  if (code === 'TS7022') return ['TS7023', 'TS7024']
  return code === 'TS7005' ? ['TS7034'] : []
}
