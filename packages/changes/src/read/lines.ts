import { diffArrays } from 'diff'

/** More changed lines than this in one text take too long to align: then all between the first and the last are changed. */
const MAX_EDITS = 2000

/** A line that came, went, or became another; its value alone, where both are `key = value`. */
export interface LineChange {
  /** The lines around that it belongs to, outermost first, then its key or its number. */
  readonly path: readonly string[]
  readonly before?: string
  readonly after?: string
}

/** The first lines of rendered files say what they come from, and nothing else. */
const header = /^\W*Rendered from .*; do not edit: change the source and run synth\.\W*$/

/** The lines of a text without the header, each with its number. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  else lines.push('(no line feed at the end)')
  return lines
}

/** The sources that a rendered file's header names. */
export function sourcesOf(text: string): readonly string[] {
  const [, found = ''] = /Rendered from (.*?); do not edit/.exec(text.slice(0, 600)) ?? []
  return [...found.matchAll(/apps\/[^\s,;]+\.[jt]s/g)].map(([path]) => path)
}

/** How one text became another, line by line; headers aside. */
export function lineChanges(before: string, after: string): readonly LineChange[] {
  const [was, is] = [linesOf(before), linesOf(after)]
  const parts = diffArrays([...was], [...is], { maxEditLength: MAX_EDITS }) ?? [
    { value: [...was], removed: true, added: false, count: was.length },
    { value: [...is], removed: false, added: true, count: is.length },
  ]
  const found: LineChange[] = []
  let [old, now] = [0, 0]
  let gone: number[] = []
  for (const { value, removed, added } of [...parts, { value: [], removed: false, added: false }]) {
    if (removed) gone = value.map((_, index) => old + index)
    else if (added) {
      found.push(
        ...hunk(
          was,
          is,
          gone,
          value.map((_, index) => now + index),
        ),
      )
      gone = []
    } else {
      found.push(...hunk(was, is, gone, []))
      gone = []
    }
    if (!added) old += value.length
    if (!removed) now += value.length
  }
  return found
}

function hunk(
  was: readonly string[],
  is: readonly string[],
  gone: readonly number[],
  come: readonly number[],
): readonly LineChange[] {
  const said = (lines: readonly string[], numbers: readonly number[]): readonly number[] =>
    numbers.filter(number => !header.test(lines[number] ?? ''))
  const [old, now] = [said(was, gone), said(is, come)]
  const paired = old.length === now.length
  return [
    ...old.flatMap((number, index): readonly LineChange[] => {
      const other = paired ? now[index] : undefined
      if (other === undefined) return [{ path: placeOf(was, number), before: (was[number] ?? '').trim() }]
      return [pair(was[number] ?? '', is[other] ?? '', placeOf(is, other))]
    }),
    ...(paired ? [] : now.map(number => ({ path: placeOf(is, number), after: (is[number] ?? '').trim() }))),
  ]
}

function pair(before: string, after: string, path: readonly string[]): LineChange {
  const [old, now] = [before, after].map(line => keyed.exec(line)?.groups)
  if (old !== undefined && now !== undefined && old['key'] === now['key'] && old['value'] !== now['value'])
    return { path, before: unquoted(old['value']), after: unquoted(now['value']) }
  if (before.trim() === after.trim()) return { path, before, after }
  return { path, before: before.trim(), after: after.trim() }
}

/** `key: value`, `key = "value",` */
const keyed = /^\s*(?:- )?(?<key>"?[\w.@/-]+"?)\s*(?:=|:)\s+(?<value>.*?),?$/

function unquoted(text = ''): string {
  return /^"([^"]*)"$/.exec(text)?.[1] ?? text
}

/** The nearest lines above that are further out, at most three, then the line's key, or its number. */
function placeOf(lines: readonly string[], number: number): readonly string[] {
  const above: string[] = []
  let indent = indentOf(lines[number] ?? '')
  for (let at = number - 1; at >= 0 && indent > 0 && above.length < 3; at -= 1) {
    const line = lines[at] ?? ''
    if (line.trim() === '' || indentOf(line) >= indent) continue
    indent = indentOf(line)
    above.unshift(line.trim().replace(/\s*[{[(:]+$/, ''))
  }
  const key = keyed.exec(lines[number] ?? '')?.groups?.['key']
  return [...above.map(shortened), key?.replaceAll('"', '') ?? `line ${number + 1}`]
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}
