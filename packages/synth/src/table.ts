import type { TargetTiming } from './render.ts'
import type { Plan } from './write/plan.ts'

/** One line of the table of `synth`. */
export interface TableRow {
  readonly target: string
  readonly files: number
  readonly written: number
  readonly unchanged: number
  readonly removed: number
  readonly objects: number
  readonly milliseconds: number
}

/** The rows of a run: a target each, in the projections' order, then targets of which only removed files tell. */
export function tableRows(
  plan: Pick<Plan, 'writes' | 'removals' | 'unchanged'>,
  timings: readonly TargetTiming[],
): TableRow[] {
  const targets = new Set([...timings, ...plan.removals].map(({ target }) => target))
  const rows = [...targets].map(target => {
    const written = plan.writes.filter(({ file }) => file.target === target).map(({ file }) => file)
    const unchanged = plan.unchanged.filter(file => file.target === target)
    const files = [...written, ...unchanged]
    return {
      target,
      files: files.length,
      written: written.length,
      unchanged: unchanged.length,
      removed: plan.removals.filter(removal => removal.target === target).length,
      objects: sum(files.map(({ objects }) => objects ?? 0)),
      milliseconds: sum(timings.filter(timing => timing.target === target).map(({ milliseconds }) => milliseconds)),
    }
  })
  // A projection may only check; what writes nothing has no row.
  return rows.filter(({ files, removed }) => files > 0 || removed > 0)
}

const COLUMNS = ['files', 'written', 'unchanged', 'removed', 'objects', 'milliseconds'] as const
const HEADS = ['target', 'files', 'written', 'unchanged', 'removed', 'objects', 'ms']

/** The rows and their total, aligned. */
export function formatTable(rows: readonly TableRow[]): string {
  const total = ['total', ...COLUMNS.map(column => number(sum(rows.map(row => row[column]))))]
  const cells = [HEADS, ...rows.map(row => [row.target, ...COLUMNS.map(column => number(row[column]))]), total]
  const widths = HEADS.map((_, column) => Math.max(...cells.map(row => (row[column] ?? '').length)))
  return cells.map(row => `${row.map((cell, i) => pad(cell, widths[i] ?? 0, i)).join('  ')}\n`).join('')
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}

function number(value: number): string {
  return String(Math.round(value))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
