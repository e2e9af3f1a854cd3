import { wrap } from '@homelab/formats/page'
import type { Paint } from './cli/context.ts'

/** As wide as a line of a report may be. */
const WIDTH = 120
const GAP = '  '

/**
 * Rows of text below their heads, columns aligned, no line wider than 120 characters: the last column takes what the
 * others leave, and its text is wrapped between words. A word that is longer stands alone.
 */
export function formatWrapped(heads: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string {
  const last = heads.length - 1
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map(row => (row[column] ?? '').length)))
  const before = widths.slice(0, last).reduce((sum, width) => sum + width + GAP.length, 0)
  const lines = (cells: readonly string[]): readonly string[] =>
    wrapped(cells[last] ?? '', Math.max(WIDTH - before, 20)).map((text, index) =>
      [...cells.slice(0, last).map((cell, column) => (index === 0 ? cell : '').padEnd(widths[column] ?? 0)), text]
        .join(GAP)
        .trimEnd(),
    )
  return [...lines(heads).map(line => paint('bold', line)), ...rows.flatMap(lines), ''].join('\n')
}

/** A text in lines of at most so many characters. */
export function wrapped(text: string, width = WIDTH): readonly string[] {
  return wrap(text, width)
}
