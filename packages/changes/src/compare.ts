import type {
  Change,
  ChangeFacet,
  ChangeReader,
  ChangeValue,
  ContentReader,
  EstateChange,
  Estates,
  ReadItem,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type FieldDifference, fieldDifferences, isEmpty, pathText, type Reading, saysByBeing } from './fields/index.ts'
import { worst } from './judge.ts'
import { holding } from './read/contents.ts'
import { everyFile } from './read/every-file.ts'
import { lineChanges, sourcesOf } from './read/lines.ts'

/** One rendered file. */
export interface RenderedText {
  readonly text: string
  readonly executable: boolean
}

/** A rendered tree: path below its folder → file. */
export type RenderedTree = ReadonlyMap<string, RenderedText>

export interface Revisions {
  readonly before: RenderedTree
  readonly after: RenderedTree
  readonly estates: Estates
  /** In the order in which they are asked to read a file. */
  readonly facets: readonly ChangeFacet[]
}

export interface Changes {
  readonly changes: readonly Change[]
  /** Files of which only comments, layout or order changed. */
  readonly layoutOnly: readonly string[]
}

/** Everything that changed between two trees and two estates, judged. Its causes are not known yet. */
export function changesBetween({ before, after, estates, facets }: Revisions): Changes {
  const paths = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  const changed = paths.filter(path => {
    const [was, is] = [before.get(path), after.get(path)]
    return was?.text !== is?.text || was?.executable !== is?.executable
  })
  const contents = facets.flatMap(({ contents: own = [] }) => own)
  const readers = [...facets.flatMap(({ readers: own = [] }) => own), everyFile]
  const places = inBoth(before, after)
  const found = [...Map.groupBy(changed, path => readers.find(each => each.reads(path)) ?? everyFile)].flatMap(
    ([reader, files]) => ofReader({ reader, contents, places }, files, before, after),
  )
  const told = estatesChanges(estates, facets, new Set(changed))
  const drafts = [...found, ...told.map((change): Draft => ({ change, path: [], item: {} }))]
  const all = drafts.map(({ change }) => change)
  const rules = facets.flatMap(({ rules: own = [] }) => own)
  const services = serviceFiles(estates)
  const changes = drafts.map(({ change, path, item }): Change => {
    const judged = worst(rules, { change, path, item, all, estates })
    const service = change.service ?? serviceOf(change.file, before, after, services)
    return { ...change, ...present({ service }), ...judged }
  })
  const seen = new Set(changes.flatMap(({ file, read }) => (read === 'estate' ? [] : [file])))
  return { changes, layoutOnly: changed.filter(path => !seen.has(path)) }
}

interface Draft {
  readonly change: Change
  readonly path: readonly string[]
  readonly item: { readonly before?: ChangeValue; readonly after?: ChangeValue }
}

interface Side extends ReadItem {
  readonly file: string
}

/** Folders that both have: what leaves one of them for another is not what it was, as it is where a folder is renamed. */
function inBoth(before: RenderedTree, after: RenderedTree): ReadonlySet<string> {
  const tops = (tree: RenderedTree): ReadonlySet<string> =>
    new Set([...tree.keys()].map(path => path.split('/')[0] ?? ''))
  const now = tops(after)
  return new Set([...tops(before)].filter(top => now.has(top)))
}

/** Subjects of one reader are looked for in all its files: what only moved to another one is told as moved. */
function ofReader(
  { reader, contents, places }: Read & { readonly places: ReadonlySet<string> },
  files: readonly string[],
  before: RenderedTree,
  after: RenderedTree,
): readonly Draft[] {
  const [was, is] = [new Map<string, Side>(), new Map<string, Side>()]
  const drafts: Draft[] = []
  for (const file of files) {
    const [old, now] = [before.get(file), after.get(file)]
    const items = itemsOf({ reader, contents }, file, old, now)
    const add = (side: Map<string, Side>, list: readonly ReadItem[] | undefined): void => {
      for (const item of list ?? []) side.set(freeKey(side, item, places), { ...item, file })
    }
    if (items === undefined) drafts.push(...byLines(reader.system, file, old?.text, now?.text))
    else {
      add(was, items.before)
      add(is, items.after)
    }
    if (old !== undefined && now !== undefined && old.executable !== now.executable)
      drafts.push(modeChange(reader.system, file, old, now))
  }
  for (const key of new Set([...was.keys(), ...is.keys()])) drafts.push(...ofSubject(reader, was.get(key), is.get(key)))
  return drafts
}

/** A file may hold one subject twice. */
function freeKey(
  side: ReadonlyMap<string, Side>,
  { subject, part = '', system = '', place = '', called = '' }: ReadItem,
  places: ReadonlySet<string>,
): string {
  const words = [system, subject, part, places.has(place) ? place : '', called]
  let [key, count] = [words.join('\t'), 1]
  while (side.has(key)) key = [...words, ++count].join('\t')
  return key
}

/** Who reads files, and what is in them. */
interface Read {
  readonly reader: ChangeReader
  readonly contents: readonly ContentReader[]
}

const read = new WeakMap<RenderedText, Read & { readonly file: string; readonly items: readonly ReadItem[] }>()

/** Of the earlier tree: what is committed is compared with each save, and read once. */
function itemsBefore({ reader, contents }: Read, file: string, rendered: RenderedText): readonly ReadItem[] {
  const known = read.get(rendered)
  const isSame = (one: ContentReader, index: number): boolean => one === contents[index]
  if (known?.reader === reader && known.file === file && known.contents.length === contents.length)
    if (known.contents.every(isSame)) return known.items
  const items = holding(reader, contents).items(file, rendered.text)
  read.set(rendered, { reader, contents, file, items })
  return items
}

interface Items {
  readonly before?: readonly ReadItem[]
  readonly after?: readonly ReadItem[]
}

/** Nothing where one of the two can't be read. */
function itemsOf(by: Read, file: string, before?: RenderedText, after?: RenderedText): Items | undefined {
  try {
    return {
      ...(before !== undefined && { before: itemsBefore(by, file, before) }),
      ...(after !== undefined && { after: holding(by.reader, by.contents).items(file, after.text) }),
    }
  } catch {
    return undefined
  }
}

function ofSubject(reader: ChangeReader, was: Side | undefined, is: Side | undefined): readonly Draft[] {
  const side = is ?? was
  if (side === undefined) return []
  const item = present({ before: was?.value, after: is?.value })
  const base = {
    system: side.system ?? reader.system,
    subject: side.subject,
    file: side.file,
    read: 'fields' as const,
    causes: [],
  }
  const start = side.part === undefined ? [] : [side.part]
  if (was === undefined || is === undefined) {
    const kind = was === undefined ? 'added' : 'removed'
    return [{ change: { ...base, kind, ...present({ path: side.part }) }, path: start, item }]
  }
  const moved: readonly Draft[] =
    was.file === is.file
      ? []
      : [{ change: { ...base, kind: 'moved', before: was.file, after: is.file }, path: [], item }]
  const reading = readingOf(reader)
  return [...moved, ...fieldDifferences(reading, was.value, is.value).flatMap(each => ofField(base, start, each, item))]
}

function ofField(
  base: Omit<Change, 'kind'>,
  start: readonly string[],
  { path, ran, rendered, only, element }: FieldDifference,
  item: Draft['item'],
): readonly Draft[] {
  const whole = [...start, ...path]
  const within = element === undefined ? {} : { element: pathOf(start, element, []) }
  const field = { ...(whole.length > 0 && { path: pathOf(start, path, []) }), ...within }
  if (only === 'order')
    return [
      { change: { ...base, ...field, kind: 'moved', before: ran ?? null, after: rendered ?? null }, path: whole, item },
    ]
  if (only === 'print') {
    const why = 'the same in another print'
    return [{ change: { ...base, ...field, kind: 'changed', danger: 'cosmetic', why }, path: whole, item }]
  }
  if (typeof ran === 'string' && typeof rendered === 'string' && (ran + rendered).includes('\n'))
    return lineChanges(ran, rendered).map(({ path: lines, before, after }) => ({
      change: {
        ...{ ...base, ...within, read: 'lines', kind: kindOf(before, after), path: pathOf(start, path, lines) },
        ...present({ before, after }),
      },
      path: [...whole, ...lines],
      item,
    }))
  return [
    {
      change: { ...base, ...field, kind: kindOf(ran, rendered), ...present({ before: ran, after: rendered }) },
      path: whole,
      item,
    },
  ]
}

/** The part of the subject, the field in it, the line in its text. */
function pathOf(start: readonly string[], path: readonly string[], lines: readonly string[]): string {
  return [...start, ...(path.length === 0 ? [] : [pathText(path)]), ...lines].filter(step => step !== '').join(' › ')
}

function kindOf(before: ChangeValue | undefined, after: ChangeValue | undefined): Change['kind'] {
  if (before === undefined) return 'added'
  return after === undefined ? 'removed' : 'changed'
}

/** What no reader can read. */
function byLines(system: string, file: string, before?: string, after?: string): readonly Draft[] {
  const base = { system, subject: file, file, read: 'lines' as const, causes: [] }
  const item = present({ before, after })
  if (before === undefined || after === undefined)
    return [{ change: { ...base, kind: before === undefined ? 'added' : 'removed' }, path: [], item }]
  return lineChanges(before, after).map(({ path, ...values }) => ({
    change: { ...base, kind: kindOf(values.before, values.after), path: pathOf([], [], path), ...values },
    path,
    item,
  }))
}

function modeChange(system: string, file: string, was: RenderedText, is: RenderedText): Draft {
  const mode = ({ executable }: RenderedText): string => (executable ? '0755' : '0644')
  const change: Change = {
    ...{ system, subject: file, file, read: 'fields', causes: [], kind: 'changed', path: 'mode' },
    before: mode(was),
    after: mode(is),
  }
  return { change, path: ['mode'], item: {} }
}

const usualKeys = ['name', 'title', 'alert', 'record', 'job_name', 'uid', 'id', 'url', 'path', 'label']

function readingOf({ keys, inside, emptyIsAbsent }: ChangeReader): Reading {
  return {
    keys: path => keys?.(path) ?? usualKeys,
    ...present({ inside }),
    ...(emptyIsAbsent === true && {
      isAbsent: (path, ran, rendered) => isEmpty(ran) && isEmpty(rendered) && !saysByBeing(path),
    }),
  }
}

/** Of what is told of estates the file is one in which it shows, so that its causes are found. */
function estatesChanges(
  { before, after }: Estates,
  facets: readonly ChangeFacet[],
  changed: ReadonlySet<string>,
): readonly Change[] {
  if (before === undefined || after === undefined) return []
  const told = facets
    .flatMap(({ estates: own = [] }) => own)
    .flatMap((read): readonly EstateChange[] => read(before, after))
  return told.map(({ shownIn = [], ...change }) => ({
    ...change,
    ...present({ file: shownIn.find(path => changed.has(path)) }),
    read: 'estate',
    causes: [],
  }))
}

function serviceFiles({ before, after }: Estates): ReadonlyMap<string, string> {
  return new Map(
    [before, after].flatMap(estate => (estate?.services ?? []).map(({ file, name }) => [file, name] as const)),
  )
}

/** The one service whose facts a file carries. */
function serviceOf(
  file: string | undefined,
  before: RenderedTree,
  after: RenderedTree,
  services: ReadonlyMap<string, string>,
): string | undefined {
  const text = file === undefined ? undefined : (after.get(file) ?? before.get(file))?.text
  const [source, ...others] = text === undefined ? [] : sourcesOf(text)
  return source === undefined || others.length > 0 ? undefined : services.get(source)
}
