import { fails, type Result, type State } from '@homelab/checkup/run'
import type { Paint } from './cli/context.ts'

const HEADS = ['service', 'what', 'where', 'state', 'detail', 'ms']
const COLOURS = { up: 'green', warning: 'yellow', down: 'red', unknown: 'red' } as const
const STATES: readonly State[] = ['up', 'warning', 'down', 'unknown']

/** A table with a row a check, and what it comes to. */
export function formatResults(results: readonly Result[], milliseconds: number, paint: Paint): string {
  const rows = results.map(({ check, state, detail, milliseconds: ms }) => ({
    state,
    cells: [check.service, check.what, check.where, state, detail, String(ms)],
  }))
  const widths = HEADS.map((head, column) =>
    Math.max(head.length, ...rows.map(({ cells }) => (cells[column] ?? '').length)),
  )
  const line = (cells: readonly string[], paintState: (text: string) => string): string =>
    cells
      .map((cell, column) => {
        if (column === HEADS.length - 1) return cell.padStart(widths[column] ?? 0)
        const padded = cell.padEnd(widths[column] ?? 0)
        return HEADS[column] === 'state' ? paintState(padded) : padded
      })
      .join('  ')
  const table = rows.map(({ state, cells }) => line(cells, text => paint(COLOURS[state], text)))
  return [
    paint(
      'bold',
      line(HEADS, text => text),
    ),
    ...table,
    summary(results, milliseconds),
    '',
  ].join('\n')
}

/** The same as data. */
export function resultsForPrograms(results: readonly Result[], milliseconds: number): object {
  return {
    ok: !results.some(fails),
    milliseconds,
    checks: results.map(({ check: { service, what, where }, state, detail, milliseconds: ms }) => ({
      ...{ service, what, where, state, detail, milliseconds: ms },
    })),
  }
}

function summary(results: readonly Result[], milliseconds: number): string {
  if (results.length === 0) return 'the estate has nothing to ask'
  const counts = STATES.map(state => ({ state, count: results.filter(result => result.state === state).length }))
  const words = counts.filter(({ count }) => count > 0).map(({ state, count }) => `${count} ${state}`)
  return `${words.join(', ')} of ${results.length}, after ${(milliseconds / 1000).toFixed(1)} s`
}
