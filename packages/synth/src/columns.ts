import type { Paint } from './cli/context.ts'

/** Rows of text below their heads, columns aligned; the last one is as long as it is. */
export function formatColumns(heads: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map(row => (row[column] ?? '').length)))
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (column === heads.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ')
  return [paint('bold', line(heads)), ...rows.map(line), ''].join('\n')
}
