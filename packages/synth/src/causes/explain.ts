import { lineDiff } from './lines.ts'
import type { Outcome, OutcomeFile } from './trial.ts'

/** A line of a rendered file that came or went. */
interface ChangedLine {
  readonly sign: '+' | '-'
  /** In the file as it is (`+`) or was (`-`), counted from one; zero stands for the file's mode. */
  readonly line: number
  readonly text: string
}

/** Lines of one rendered file that changed for the same reason. */
export interface Effect {
  readonly file: string
  readonly target: string
  readonly lines: readonly ChangedLine[]
  /** By their ids. */
  readonly causes: readonly string[]
  /**
   * `alone`: one cause. `any`: each of several would have changed them by itself. `together`: several did, none of which
   * would have by itself; or nobody can tell which of those that changed the file.
   */
  readonly how: 'alone' | 'any' | 'together'
}

interface Line extends ChangedLine {
  /** Causes without which the line would not have changed. */
  readonly needed: Set<string>
  /** Causes that would have changed it alone. */
  readonly enough: Set<string>
}

interface File {
  readonly path: string
  readonly target: string
  readonly was: OutcomeFile | undefined
  readonly is: OutcomeFile | undefined
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** By sign and number, counted from zero. */
  readonly changed: ReadonlyMap<string, Line>
}

/** What was seen of a changed line, but not where: trials have texts of their own. */
interface Loose {
  readonly file: File
  readonly sign: '+' | '-'
  readonly text: string
  readonly cause: string
}

/** The changed lines between what two revisions render, and who changed them. */
export class Explanation {
  readonly #files: readonly File[]
  readonly #loose: Loose[] = []

  constructor(before: Outcome, after: Outcome) {
    const paths = [...new Set([...before.files.keys(), ...after.files.keys()])].toSorted()
    this.#files = paths.flatMap(path => {
      const [was, is] = [before.files.get(path), after.files.get(path)]
      const target = is?.target ?? was?.target ?? ''
      // Of a target that threw in one of the two nothing can be said.
      if (before.stopped.has(target) || after.stopped.has(target)) return []
      return compare(path, target, was, is)
    })
  }

  /** The files that differ. */
  get paths(): readonly string[] {
    return this.#files.map(({ path }) => path)
  }

  /** Whether a line has no cause yet, or several. */
  get hasDoubts(): boolean {
    return this.#lines().some(({ needed }) => needed.size !== 1)
  }

  /** The later revision with one cause as it was. */
  putBack(cause: string, trial: Outcome): void {
    for (const file of this.#told(trial)) {
      const there = trial.files.get(file.path)
      if (isSame(there, file.is)) continue
      const lines = linesOf(there)
      const toNow = lineDiff(lines, file.after)
      for (const line of toNow.added) file.changed.get(`+${line}`)?.needed.add(cause)
      const { kept } = lineDiff(file.before, lines)
      for (const line of toNow.removed) {
        const old = file.changed.get(`-${kept(line)}`)
        if (old !== undefined) old.needed.add(cause)
        else this.#loose.push({ file, sign: '-', text: lines[line] ?? '', cause })
      }
    }
  }

  /** The earlier revision with one cause as it is now. */
  putIn(cause: string, trial: Outcome): void {
    for (const file of this.#told(trial)) {
      const there = trial.files.get(file.path)
      if (isSame(there, file.was)) continue
      const lines = linesOf(there)
      const fromOld = lineDiff(file.before, lines)
      for (const line of fromOld.removed) file.changed.get(`-${line}`)?.enough.add(cause)
      const { kept } = lineDiff(file.after, lines)
      for (const line of fromOld.added) {
        const now = file.changed.get(`+${kept(line)}`)
        if (now !== undefined) now.enough.add(cause)
        else this.#loose.push({ file, sign: '+', text: lines[line] ?? '', cause })
      }
    }
  }

  /** @param all the ids of all causes, in their order: for lines of which nothing is known, nor of their file */
  effects(all: readonly string[]): readonly Effect[] {
    this.#placeLoose()
    return this.#files.flatMap(file => {
      const ofFile = causesOf([...file.changed.values()])
      // One cause would have been seen to bring or take it.
      const rest = ofFile.size > 1 ? ofFile : new Set(all)
      const groups = Map.groupBy(file.changed.values(), line => JSON.stringify(reasonOf(line, all, rest)))
      return [...groups.values()].flatMap(lines => {
        const [first] = lines
        if (first === undefined) return []
        const { path, target } = file
        return [{ file: path, target, lines: lines.map(bare), ...reasonOf(first, all, rest) }]
      })
    })
  }

  /** What a trial tells of: its own targets may have failed in it. */
  #told({ stopped }: Outcome): readonly File[] {
    return this.#files.filter(({ target }) => !stopped.has(target))
  }

  #lines(): readonly Line[] {
    return this.#files.flatMap(({ changed }) => [...changed.values()])
  }

  #placeLoose(): void {
    for (const { file, sign, text, cause } of this.#loose) {
      for (const line of file.changed.values())
        if (line.sign === sign && line.text === text && line.needed.size === 0 && line.enough.size === 0)
          line.enough.add(cause)
    }
  }
}

function compare(
  path: string,
  target: string,
  was: OutcomeFile | undefined,
  is: OutcomeFile | undefined,
): readonly File[] {
  if (isSame(was, is)) return []
  const [before, after] = [linesOf(was), linesOf(is)]
  const { removed, added } = lineDiff(before, after)
  const line = (sign: '+' | '-', number: number, text = ''): readonly [string, Line][] =>
    // The mode of a file that came or went is no line of it.
    number === 0 && (before.length === 0 || after.length === 0)
      ? []
      : [[`${sign}${number}`, { sign, line: number, text, needed: new Set(), enough: new Set() }]]
  const changed = new Map([
    ...removed.flatMap(number => line('-', number, before[number])),
    ...added.flatMap(number => line('+', number, after[number])),
  ])
  return changed.size === 0 ? [] : [{ path, target, was, is, before, after, changed }]
}

function isSame(a: OutcomeFile | undefined, b: OutcomeFile | undefined): boolean {
  return a?.content === b?.content && a?.executable === b?.executable
}

/** Its mode, then its lines; nothing where there is no such file. */
function linesOf(file: OutcomeFile | undefined): readonly string[] {
  if (file === undefined) return []
  const lines = file.content.split('\n')
  if (lines.at(-1) === '') lines.pop()
  else lines.push('(no line feed at the end)')
  return [file.executable ? 'mode 0755' : 'mode 0644', ...lines]
}

function causesOf(lines: readonly Line[]): ReadonlySet<string> {
  return new Set(lines.flatMap(({ needed, enough }) => [...needed, ...enough]))
}

function reasonOf(line: Line, all: readonly string[], rest: ReadonlySet<string>): Pick<Effect, 'causes' | 'how'> {
  const { needed, enough } = line
  const known = causesOf([line])
  const causes = all.filter(id => (known.size === 0 ? rest : known).has(id))
  if (causes.length === 1) return { causes, how: 'alone' }
  return { causes, how: needed.size + enough.size > 0 && causes.every(id => enough.has(id)) ? 'any' : 'together' }
}

function bare({ sign, line, text }: Line): ChangedLine {
  return { sign, line, text }
}
