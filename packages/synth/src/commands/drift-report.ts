import type { Paint } from '../cli/context.ts'
import { wrapped } from '../columns.ts'
import type { Difference, Drift } from '../drift/index.ts'

const WIDTH = 116
const COLOURS = { changed: 'yellow', missing: 'red', extra: 'yellow', failed: 'red' } as const
/** Longer lists are whole in the JSON. */
const SHOWN = 12

/** For people: a heading for each source, what differs there, and what could not be asked. */
export function formatDrift({ sources, milliseconds }: Drift, paint: Paint): string {
  const parts = sources.flatMap(({ title, compared, differences, unasked, milliseconds: own }) => [
    `${paint('bold', title)}: ${verdict(compared, differences.length, unasked.length)}, ${(own / 1000).toFixed(1)} s`,
    ...differences.flatMap(each => formatDifference(each, paint)),
    ...unasked.flatMap(({ what, why }) =>
      indented(`${paint('red', 'not asked')}  ${what}: ${why}`, '  ', '             '),
    ),
    '',
  ])
  const differ = sources.reduce((sum, { differences }) => sum + differences.length, 0)
  const missing = sources.reduce((sum, { unasked }) => sum + unasked.length, 0)
  return `${[...parts, `${verdict(undefined, differ, missing)}, after ${(milliseconds / 1000).toFixed(1)} s`].join('\n')}\n`
}

function verdict(compared: number | undefined, differ: number, unasked: number): string {
  const of = compared === undefined ? '' : ` of ${compared}`
  if (differ === 0 && unasked === 0) return compared === undefined ? 'nothing differs' : `all ${compared} as rendered`
  return [
    ...(differ === 0 ? [] : [`${differ}${of} differ`]),
    ...(unasked === 0 ? [] : [`${unasked} could not be asked`]),
  ].join(', ')
}

function formatDifference({ what, how, details }: Difference, paint: Paint): readonly string[] {
  const rest = details.length - SHOWN
  return [
    `  ${paint(COLOURS[how], how.padEnd(9))}  ${what}`,
    ...details.slice(0, SHOWN).flatMap(each => indented(each, '             ', '               ')),
    ...(rest > 0 ? [`             and ${rest} more: see --json`] : []),
  ]
}

function indented(text: string, first: string, rest: string): readonly string[] {
  return wrapped(text, WIDTH - rest.length).map((line, index) => `${index === 0 ? first : rest}${line}`)
}
