/**
 * Pages that lie as Markdown beside the module that fills them, so that people read and edit them as prose. The tags are those of
 * Mustache (https://mustache.github.io/mustache.5.html), without its escaping, and no others than these:
 *
 * - `{{name}}`: a text inside of a line; a block of several lines, where it has a line of its own.
 * - `{{#name}}` to `{{/name}}`: once for each of what is given, or where it is given at all. `{{^name}}`: where it is not.
 * - `{{! … }}`: a remark for whoever edits the text.
 *
 * Each sentence may have a line of its own: lines of one paragraph are printed as one. What is empty leaves no line.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import Mustache from 'mustache'
import { type Block, joined } from './page/block.ts'
import { type Command, lines } from './page/command.ts'
import { readYaml } from './yaml.ts'

/** What a page is given, by the names that its text uses. */
export type Given<T, C = T> = Readonly<Record<string, Give<T, C>>>

/** A text, a block, commands, or a condition; or a section with names of its own. */
type Give<T, C> = ((of: T, context: C) => Value) | Section<T, C>

/** Commands have no fence: that is for the text to put around them. */
type Value = Block | Command | readonly (Command | undefined)[] | boolean

interface Section<T, C> {
  readonly given: AnyGiven
  readonly views: (of: T, context: C, use: Use) => readonly View[]
}

type AnyGiven = Given<never, never>

/** A page as it lies there. */
export interface PageText<C> {
  readonly title: string
  readonly tags: readonly string[]
  /** The one line about it, filled. */
  readonly about: (context: C) => string
  /** What stands below its head, filled. */
  readonly body: (context: C) => string
}

/**
 * A section that is there once for each item. Names around it are known in it too.
 *
 * @param given is told of the item, and of what the whole page is filled with
 */
export function each<T, U, C>(items: (of: T, context: C) => readonly U[], given: Given<U, C>): Section<T, C> {
  return { given, views: (of, context, use) => items(of, context).map(item => viewOf(item, context, given, use)) }
}

/** A section that is there where something is. */
export function one<T, U, C>(item: (of: T, context: C) => U | undefined, given: Given<U, C>): Section<T, C> {
  return each((of: T, context: C) => [item(of, context)].filter(found => found !== undefined), given)
}

/**
 * Reads a page once, as its module is loaded.
 *
 * @param url of the file: `new URL('./adopt.md', import.meta.url)`
 * @throws Error with file and line where its text and what is given don't fit, whatever the estate
 */
export function pageFile<C>(url: URL, given: Given<C>): PageText<C> {
  const { name, text, fill } = fileOf(url, given)
  const [all, front = ''] = /^---\n(.*?)^---\n/ms.exec(text) ?? []
  if (all === undefined) throw new Error(`${name} has no head: title, tags and about, between lines of ---`)
  const { about, ...head } = headOf(name, front)
  const body = text.slice(all.length)
  return { ...head, about: context => fill(about, context).trimEnd(), body: context => fill(body, context) }
}

/**
 * The same for a text that stands in pages of others, and has no head.
 *
 * @returns it, filled
 */
export function textFile<C>(url: URL, given: Given<C>): (context: C) => string {
  const { text, fill } = fileOf(url, given)
  return context => fill(text, context)
}

interface File<C> {
  readonly name: string
  readonly text: string
  readonly fill: (text: string, context: C) => string
}

function fileOf<C>(url: URL, given: Given<C>): File<C> {
  const [name, text] = [basename(url.pathname), readFileSync(url, 'utf8')]
  const use = checked(name, text, given)
  const fill = (part: string, context: C): string =>
    settled(Mustache.render(markedLines(part), viewOf(context, context, given, use), {}, { escape: String }))
  return { name, text, fill }
}

interface Head {
  readonly title: string
  readonly tags: readonly string[]
  readonly about: string
}

function headOf(name: string, text: string): Head {
  const head = readYaml(text) as Head
  const words = ['title', 'tags', 'about']
  for (const word of words) if (!Object.hasOwn(head, word)) throw new Error(`${name}: the head has no ${word}`)
  for (const word of Object.keys(head))
    if (!words.includes(word)) throw new Error(`${name}: the head has ${word}, which nobody reads`)
  return head
}

/** How a text uses what it is given. */
interface Use {
  /** Where it prints a name, for messages: `adopt.md:12`. */
  readonly printed: Places
  /** Where it does so inside of a line. */
  readonly inside: Places
}

/** A name may be given in several sections. */
type Places = Map<AnyGiven, Map<string, string>>

/** What Mustache looks names up in: it calls those that the text comes to, and no other. */
type View = Readonly<Record<string, () => string | boolean | readonly View[]>>

function viewOf<T, C>(of: T, context: C, given: Given<T, C>, use: Use): View {
  const views = Object.entries(given).map(([name, give]) => {
    const view = (): string | boolean | readonly View[] =>
      typeof give === 'function' ? printable(name, give(of, context), use, given) : give.views(of, context, use)
    return [name, view] as const
  })
  return Object.fromEntries(views)
}

function printable(name: string, value: Value, { printed, inside }: Use, given: AnyGiven): string | boolean {
  if (typeof value === 'boolean') {
    const place = printed.get(given)?.get(name)
    if (place !== undefined) throw new Error(`${place}: ${name} is a condition and no text`)
    return value
  }
  const text = joined(isCommands(value) ? lines(...[value].flat()) : value).replace(/\n$/, '')
  const place = text.includes('\n') ? inside.get(given)?.get(name) : undefined
  if (place !== undefined) throw new Error(`${place}: ${name} is several lines, and stands inside of one`)
  return text
}

function isCommands(value: Block | Command | readonly (Command | undefined)[]): value is Exclude<typeof value, Block> {
  return [value].flat().some(each => typeof each === 'object' && 'words' in each)
}

/** As `Mustache.parse` gives them: kind, name, where it begins and ends in the text, and what a section holds. */
type Token = readonly [kind: string, name: string, start: number, end: number, inner?: readonly Token[]]

/** Holds a text against what it is given. */
function checked(file: string, text: string, given: AnyGiven): Use {
  const place = (at: number): string => `${file}:${text.slice(0, at).split('\n').length}`
  const [used, printed, inside]: readonly [Places, Places, Places] = [new Map(), new Map(), new Map()]
  const note = (places: Places, scope: AnyGiven, name: string, at: number): void => {
    places.set(scope, (places.get(scope) ?? new Map()).set(name, place(at)))
  }
  const walk = (tokens: readonly Token[], scopes: readonly AnyGiven[]): void => {
    for (const [kind, name, start, end, inner = []] of tokens) {
      if (kind === 'text' || kind === '!') continue
      if (!KINDS.has(kind)) throw new Error(`${place(start)}: a tag that is no name, section or comment`)
      const scope = scopes.find(each => Object.hasOwn(each, name))
      const give = scope?.[name]
      if (scope === undefined || give === undefined) throw new Error(`${place(start)}: nothing is given as ${name}`)
      note(used, scope, name, start)
      if (kind === 'name') {
        if (typeof give !== 'function') throw new Error(`${place(start)}: ${name} is a section and no text`)
        note(printed, scope, name, start)
        if (!isLine(text, start, end)) note(inside, scope, name, start)
      } else walk(inner, kind === '#' && typeof give !== 'function' ? [give.given, ...scopes] : scopes)
    }
  }
  walk(parsed(text, place), [given])
  refuseUnused(file, given, used)
  return { printed, inside }
}

const KINDS: ReadonlySet<string> = new Set(['name', '#', '^'])

function isLine(text: string, start: number, end: number): boolean {
  return /(?:^|\n)$/.test(text.slice(0, start)) && /^(?:\n|$)/.test(text.slice(end))
}

function refuseUnused(file: string, given: AnyGiven, used: Places, of = ''): void {
  for (const [name, give] of Object.entries(given)) {
    if (used.get(given)?.has(name) !== true) throw new Error(`${file} does not use ${name}${of}, which it is given`)
    if (typeof give !== 'function') refuseUnused(file, give.given, used, ` of ${name}`)
  }
}

/** The library says places in characters, and of a section that is not closed no more than its name. */
function parsed(text: string, place: (at: number) => string): readonly Token[] {
  try {
    return Mustache.parse(text) as readonly Token[]
  } catch (error) {
    const [, what, name = '', at = ''] = /^(Un\w+) (?:tag|section "(.*)") at (\d+)$/.exec(String(error).slice(7)) ?? []
    if (what === 'Unopened') throw new Error(`${place(Number(at))}: ${name} is not open`)
    const tags = [...text.slice(0, Number(at)).matchAll(/\{\{(?:[#^]\s*(.*?)\s*\}\})?/g)]
    const opened = tags.findLast(([, section]) => name === '' || section === name)?.index ?? 0
    throw new Error(`${place(opened)}: ${name === '' ? 'a tag has no end' : `${name} is not closed`}`)
  }
}

/** Ends what stood for a line: where nothing else is left of it, it was empty. */
const MARK = '\0'

function markedLines(text: string): string {
  return text.replaceAll(/^\{\{\w+\}\}$/gm, tag => `${tag}${MARK}`)
}

/** One line for a paragraph and for an item, one empty line between blocks; what stands between fences stays. */
function settled(text: string): string {
  const lines: string[] = []
  /** The ticks of an open fence, and where what stands in it begins. */
  let [fence, begun]: [string | undefined, number] = [undefined, 0]
  for (const line of text.split('\n')) {
    if (line === MARK) continue
    const [own, last = ''] = [line.replaceAll(MARK, ''), lines.at(-1)]
    const [, ticks = '', info = ''] = /^\s*(`{3,})(.*)$/.exec(own) ?? []
    if (fence !== undefined) {
      const ends = info === '' && ticks.length >= fence.length
      if (ends && lines.length === begun) lines.pop()
      else lines.push(own)
      if (ends) fence = undefined
    } else if (ticks !== '') {
      fence = ticks
      begun = lines.push(own)
    } else if (own !== '' && isText(own) && isContinued(last)) lines.push(`${lines.pop()} ${own.trimStart()}`)
    else if (own !== '' || last !== '') lines.push(own)
  }
  return lines.join('\n').replace(/\n*$/, '\n').replace(/^\n$/, '')
}

function isText(line: string): boolean {
  return !/^\s*(?:[-|#>]|\d+\. )/.test(line)
}

function isContinued(line: string): boolean {
  return line !== '' && !/^\s*(?:[|#>]|```)/.test(line)
}
