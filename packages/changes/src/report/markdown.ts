import type { Change } from '@homelab/estate/model'
import { code, html } from '@homelab/formats/page'
import { dangerCounts, type Entry, type Group, groupsOf } from '../fold.ts'
import { changeText } from '../text.ts'
import { causeText, type Report } from './terminal.ts'

/** What a comment of a forge may hold, with room for what the forge adds (Forgejo and GitHub: 65,536 characters). */
export const MARKDOWN_LIMIT = 60_000

/** For a pull request: the longest parts are cut first until all fits. */
export function markdownOf({ before, after, changes, layoutOnly, notes }: Report, limit = MARKDOWN_LIMIT): string {
  const told = changes.filter(({ kind }) => kind !== 'moved')
  const counts = dangerCounts(told).map(([danger, count]) => `**${count} ${danger}**`)
  const head = [
    `### ${told.length} ${told.length === 1 ? 'change' : 'changes'} from ${code(before)} to ${code(after)}`,
    '',
    counts.length === 0 ? 'None is dangerous.' : counts.join(', '),
    '',
    ...notes.map(note => `> ${html(note)}\n`),
  ].join('\n')
  const foot = layoutOnly.length === 0 ? '' : `\nOnly layout, comments or order: ${layoutOnly.length} files.\n`
  const parts = groupsOf(changes).map(partOf)
  const room = limit - head.length - foot.length
  return `${head}\n${fitted(parts, room).join('\n')}${foot}`.slice(0, limit)
}

interface Part {
  readonly title: string
  readonly lines: readonly string[]
}

function partOf({ causes, entries }: Group): Part {
  const [first, ...others] = causes.map(causeText)
  const title =
    first === undefined ? 'Of no line in apps/' : `${first}${others.length === 0 ? '' : ` and ${others.length} more`}`
  return { title, lines: entries.map(entryLine) }
}

function entryLine({ changes, says, isElement }: Entry): string {
  const [change] = changes
  if (change === undefined) return ''
  const danger = change.danger === undefined ? '' : `**${change.danger}** `
  const text =
    says === undefined
      ? `${change.system} ${changeText(change, 120)}`
      : isElement === true
        ? `${change.system} ${says}, ${changes.length} fields`
        : `${says}, ${changes.length} times`
  return `- ${danger}${code(text)}${reason(change)}`
}

function reason({ why, danger }: Change): string {
  return why === undefined || danger === 'cosmetic' ? '' : `: ${html(why)}`
}

/** Each part has at most so many lines that all fit. */
function fitted(parts: readonly Part[], room: number): readonly string[] {
  let most = Math.max(0, ...parts.map(({ lines }) => lines.length))
  let made = parts.map(part => printed(part, most))
  while (most > 0 && size(made) > room) {
    most = Math.floor(most * 0.8)
    made = parts.map(part => printed(part, most))
  }
  return made
}

function size(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length + 1, 0)
}

function printed({ title, lines }: Part, most: number): string {
  const left = lines.length - most
  return [
    `<details><summary>${html(title)}: ${lines.length}</summary>\n`,
    ...lines.slice(0, most),
    ...(left > 0 ? [`- … ${left} more: \`mise run diff\` shows them`] : []),
    '\n</details>\n',
  ].join('\n')
}
