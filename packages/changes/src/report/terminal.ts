import type { Change, ChangeCause, Danger } from '@homelab/estate/model'
import { wrap } from '@homelab/formats/page'
import { dangerCounts, type Entry, type Group, groupsOf } from '../fold.ts'
import { changeText } from '../text.ts'

/** Colours a text, where colours are wanted. */
export type Paint = (style: 'bold' | 'dim' | 'red' | 'green' | 'yellow', text: string) => string

export interface Report {
  readonly before: string
  readonly after: string
  readonly changes: readonly Change[]
  readonly layoutOnly: readonly string[]
  readonly notes: readonly string[]
}

const WIDTH = 120
/** As long as the longest danger. */
const MARK = 10

/** How a danger is marked. */
export const dangerColours: Readonly<Partial<Record<Danger, 'red' | 'yellow' | 'dim'>>> = {
  destroys: 'red',
  recreates: 'red',
  opens: 'red',
  stops: 'yellow',
  restarts: 'yellow',
  reloads: 'dim',
  cosmetic: 'dim',
}

/** For people: by cause, the worst first, no line wider than 120 characters. @param isWhole nothing is folded */
export function formatChanges(report: Report, isWhole: boolean, paint: Paint): string {
  const { before, after, changes, layoutOnly, notes } = report
  const groups = groupsOf(changes, !isWhole)
  const told = changes.filter(({ kind }) => kind !== 'moved')
  const lines = [
    ...groups.flatMap(group => [
      ...heading(group, paint),
      ...group.entries.flatMap(entry => entryLines(entry, paint)),
      '',
    ]),
    ...(told.length === 0
      ? [`nothing that is rendered says anything else in ${after} than in ${before}`]
      : [total(told, report, paint)]),
    ...quiet(changes, layoutOnly),
    ...notes.map(note => paint('yellow', note)),
  ]
  return lines
    .flatMap(line => wrapped(line))
    .map(line => `${line}\n`)
    .join('')
}

function total(told: readonly Change[], { before, after }: Report, paint: Paint): string {
  const counts = dangerCounts(told).map(([danger, count]) => mark(danger, `${count} ${danger}`, paint))
  const many = `${told.length} ${told.length === 1 ? 'change' : 'changes'} from ${before} to ${after}`
  return `${many}: ${counts.length === 0 ? 'none is dangerous' : counts.join(', ')}`
}

function quiet(changes: readonly Change[], layoutOnly: readonly string[]): readonly string[] {
  const moved = changes.filter(({ kind }) => kind === 'moved').length
  return [
    ...(moved === 0 ? [] : [`${moved} more only moved`]),
    ...(layoutOnly.length === 0
      ? []
      : [
          `only layout, comments or order: ${layoutOnly.slice(0, 5).join(', ')}${layoutOnly.length > 5 ? ` and ${layoutOnly.length - 5} more` : ''}`,
        ]),
  ]
}

function heading({ causes }: Group, paint: Paint): readonly string[] {
  if (causes.length === 0) return [paint('bold', 'Of no line in apps/')]
  return causes.map(cause => paint('bold', causeText(cause)))
}

export function causeText({ file, line, declares }: ChangeCause): string {
  return `${file}${line === undefined ? '' : `:${line}`}${declares === undefined ? '' : ` (${declares})`}`
}

function entryLines({ changes, says, isElement }: Entry, paint: Paint): readonly string[] {
  const [change] = changes
  if (change === undefined) return []
  const label = mark(change.danger, (change.danger ?? '').padEnd(MARK), paint)
  if (isElement === true)
    return [`  ${label} ${change.system} ${says ?? ''}, ${changes.length} fields`, ...reason(change, paint)]
  if (says !== undefined) {
    const subjects = [...new Set(changes.map(({ system, subject }) => `${system} ${subject}`))]
    const list = `${subjects.slice(0, 4).join(', ')}${subjects.length > 4 ? ` and ${subjects.length - 4} more` : ''}`
    return [`  ${label} ${says}, ${changes.length} times: ${list}`, ...reason(change, paint)]
  }
  return [`  ${label} ${change.system} ${changeText(change, 80)}`, ...reason(change, paint)]
}

function reason({ why, danger }: Change, paint: Paint): readonly string[] {
  return why === undefined || danger === 'cosmetic' ? [] : [`  ${' '.repeat(MARK)} ${paint('dim', why)}`]
}

function mark(danger: Danger | undefined, text: string, paint: Paint): string {
  const colour = danger === undefined ? undefined : dangerColours[danger]
  return colour === undefined ? text : paint(colour, text)
}

/** At most 120 characters, colours aside; continued lines are set in as far as the first and a bit. */
function wrapped(line: string): readonly string[] {
  const start = line.length - line.trimStart().length
  return wrap(line, WIDTH, start + MARK + 3, visible).flatMap(cut)
}

/** A word that is longer than a line. */
function cut(line: string): readonly string[] {
  return visible(line) <= WIDTH ? [line] : [`${line.slice(0, WIDTH - 1)}…`]
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
const colour = /\u001b\[\d+m/g

function visible(text: string): number {
  return text.replaceAll(colour, '').length
}
