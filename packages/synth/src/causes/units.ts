import { type Declaration, type Import, type Module, moduleOf } from './module.ts'

/** The sources of one estate: path below the folder above `apps`, with forward slashes → text. */
export type Sources = ReadonlyMap<string, string>

/** First and last line, counted from one. */
export interface Lines {
  readonly from: number
  readonly to: number
}

/** Something that changed, and can be put back alone. */
export interface Unit {
  readonly file: string
  /** The declaration, or the import of a name, that changed; none where it is the file. */
  readonly id?: string
  /** Where it stood, and where it stands. */
  readonly before?: Lines
  readonly after?: Lines
  /** The names that it declares, and those that it uses, in either revision. */
  readonly declares: readonly string[]
  readonly mentions: ReadonlySet<string>
}

/** What changed between two revisions: declarations where files can be read, else files. Layout, comments and types do not count. */
export function changedUnits(before: Sources, after: Sources): readonly Unit[] {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths].toSorted().flatMap(file => unitsOf(file, before.get(file), after.get(file)))
}

/** The whole file as one. */
export function fileUnit(file: string, before: string | undefined, after: string | undefined): Unit {
  const modules = [before, after].flatMap(text => (text === undefined ? [] : (moduleOf(text) ?? [])))
  const declarations = modules.flatMap(module => module.declarations)
  return {
    file,
    ...(before !== undefined && { before: wholeFile(before) }),
    ...(after !== undefined && { after: wholeFile(after) }),
    declares: declarations.flatMap(({ declares }) => declares),
    mentions: new Set(declarations.flatMap(({ mentions }) => [...mentions])),
  }
}

function unitsOf(file: string, before: string | undefined, after: string | undefined): readonly Unit[] {
  if (before === after) return []
  const [old, now] = [before, after].map(text => (text === undefined ? undefined : moduleOf(text)))
  if (old === undefined || now === undefined || before === undefined || after === undefined || !isCode(file))
    return [fileUnit(file, before, after)]
  const units = [
    ...changed(imported(old), imported(now), sameImport).map(([id, was, is]): Unit => {
      // A name that only one of them imports is used by a declaration that changed too.
      return { file, id: `import ${id}`, ...placesOf(was, is), declares: [id], mentions: new Set() }
    }),
    ...changed(declared(old), declared(now), sameDeclaration).map(([id, was, is]): Unit => {
      const both = [was, is].filter(each => each !== undefined)
      return {
        file,
        id,
        ...placesOf(was && narrowed(was, is, before, after), is && narrowed(is, was, after, before)),
        declares: both.flatMap(({ declares }) => declares),
        mentions: new Set(both.flatMap(({ mentions }) => [...mentions])),
      }
    }),
  ]
  if (units.length > 0) return units
  const order = ({ declarations }: Module): string => declarations.map(({ id }) => id).join('\n')
  return order(old) === order(now) ? [] : [fileUnit(file, before, after)]
}

function isCode(file: string): boolean {
  return /\.[cm]?[jt]s$/.test(file)
}

function declared({ declarations }: Module): ReadonlyMap<string, Declaration> {
  return new Map(declarations.map(each => [each.id, each]))
}

function imported({ imports }: Module): ReadonlyMap<string, Import> {
  return new Map(imports.map(each => [each.local ?? each.text, each]))
}

/** Names that only one of them imports come and go with what uses them. */
function sameImport(a: Import | undefined, b: Import | undefined): boolean {
  return a === undefined || b === undefined ? (a ?? b)?.local !== undefined : a.text === b.text
}

function sameDeclaration(a: Declaration | undefined, b: Declaration | undefined): boolean {
  return a?.meaning === b?.meaning
}

function changed<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  same: (a: T | undefined, b: T | undefined) => boolean,
): readonly (readonly [id: string, before: T | undefined, after: T | undefined])[] {
  const ids = new Set([...before.keys(), ...after.keys()])
  return [...ids].flatMap(id => {
    const [a, b] = [before.get(id), after.get(id)]
    return same(a, b) ? [] : [[id, a, b] as const]
  })
}

function placesOf(before: Lines | undefined, after: Lines | undefined): Pick<Unit, 'before' | 'after'> {
  const lines = ({ from, to }: Lines): Lines => ({ from, to })
  return {
    ...(before !== undefined && { before: lines(before) }),
    ...(after !== undefined && { after: lines(after) }),
  }
}

/** Without the lines at its beginning and end that the other revision has too. */
function narrowed(one: Lines, other: Lines | undefined, text: string, otherText: string): Lines {
  if (other === undefined) return one
  const [here, there] = [linesOf(text, one), linesOf(otherText, other)]
  const most = Math.min(here.length, there.length)
  let above = 0
  while (above < most && here[above] === there[above]) above += 1
  let below = 0
  while (below < most - above && here.at(-1 - below) === there.at(-1 - below)) below += 1
  // Where nothing of it is left (lines were taken out there), the line before.
  const from = Math.min(one.from + above, one.to)
  return { from, to: Math.max(from, one.to - below) }
}

function linesOf(text: string, { from, to }: Lines): readonly string[] {
  return text.split('\n').slice(from - 1, to)
}

function wholeFile(text: string): Lines {
  return { from: 1, to: Math.max(1, text.trimEnd().split('\n').length) }
}
