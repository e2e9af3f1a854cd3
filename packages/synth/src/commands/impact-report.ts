import type { ToldOf } from '@homelab/observability/render'
import type { Paint } from '../cli/context.ts'
import { formatWrapped, wrapped } from '../columns.ts'
import { fromWhere, type Impact } from '../impact/index.ts'

type Rows = readonly (readonly string[])[]

/** For people, no line wider than 120 characters; what is said of several services stands once. */
export function formatImpact(impact: Impact, paint: Paint): string {
  const { asked, fell, stops, degrades, later, unknown, alerts, data, first, back } = impact
  const kinds = [...new Set(fell.map(({ kind }) => kind))].join(', ')
  const isNothing = stops.length + degrades.length + later.length === 0
  const copies = [
    ...data.restorable.map(one => [one.service, one.holds, fromWhere(one)]),
    ...data.lost.map(({ service, holds, why }) => [service, holds, `no copy: ${why}`]),
  ]
  return [
    `${paint('bold', asked)} (${kinds}) is away\n`,
    ...(isNothing ? [lines('\nnothing that runs needs it')] : []),
    table(`stops: ${stops.length}`, 'because', stopRows(stops), paint),
    table(`degrades: ${degrades.length}`, 'what ends', clauseRows(degrades), paint),
    table(`goes on: ${later.length}`, 'until it restarts or is changed', clauseRows(later), paint),
    table(`unknown: ${unknown.length}`, 'why', clauseRows(unknown), paint),
    toldText(alerts, paint),
    copies.length === 0 ? '' : `\n${formatWrapped(['data of', 'what', 'comes back'], copies, paint)}`,
    first.length === 0 ? '' : `\n${numbered(first, paint)}`,
    back.length < 2 ? '' : `\n${lines(`Back in this order: ${back.join(', ')}`)}`,
  ].join('')
}

function table(head: string, second: string, rows: Rows, paint: Paint): string {
  return rows.length === 0 ? '' : `\n${formatWrapped([head, second], rows, paint)}`
}

/** One row a reason and step. */
function stopRows(stops: Impact['stops']): Rows {
  return [...Map.groupBy(stops, ({ because }) => because)].map(([because, all]) => [
    all.length === 1 ? (all[0]?.service ?? '') : `${all.length} services`,
    all.length === 1 ? because : `${because}: ${all.map(({ service }) => service).join(', ')}`,
  ])
}

/** One row a clause that several share, and one a service for all others. */
function clauseRows(lost: Impact['degrades']): Rows {
  const said = lost.flatMap(({ service, what }) => what.map(clause => ({ service, clause })))
  const shared = [...Map.groupBy(said, ({ clause }) => clause)].filter(([, all]) => all.length > 1)
  const isShared = new Set(shared.map(([clause]) => clause))
  return [
    ...lost.flatMap(({ service, what }) => {
      const own = what.filter(clause => !isShared.has(clause))
      return own.map((clause, index) => [index === 0 ? service : '', clause])
    }),
    ...shared.map(([clause, all]) => [
      `${all.length} services`,
      `${clause}: ${all.map(one => one.service).join(', ')}`,
    ]),
  ]
}

function toldText({ told, silent, broken, outside }: ToldOf, paint: Paint): string {
  const rows = [...Map.groupBy(told, ({ alert, severity, by }) => `${alert}\n${severity}\n${by.join(', ')}`)].map(
    ([key, all]) => {
      const [alert = '', severity = '', by = ''] = key.split('\n')
      return [
        alert,
        severity,
        by === '' ? 'nobody' : by,
        all.map(({ service, after }) => `${service} (${after})`).join(', '),
      ]
    },
  )
  const unheard = [...Map.groupBy(silent, ({ why }) => why)].map(
    ([why, all]) => `${all.length} ${all.length === 1 ? 'alert reaches' : 'alerts reach'} nobody: ${why}`,
  )
  const nothing = rows.length + unheard.length === 0
  return [
    rows.length === 0 ? '' : `\n${formatWrapped(['told by', 'severity', 'to', 'about (after)'], rows, paint)}`,
    ...(nothing
      ? [lines(`\n${broken.length > 0 ? `nobody is told: ${broken.join(', ')}` : 'no alert tells of it'}`)]
      : []),
    ...(unheard.length === 0 ? [] : ['\n', ...unheard.map(lines)]),
    ...outside.map(({ service, to, everyMinutes }) =>
      lines(
        `The heartbeat of ${service} ends (${to}, every ${everyMinutes} minutes): who expects it outside of the estate tells.`,
      ),
    ),
  ].join('')
}

function numbered(first: readonly string[], paint: Paint): string {
  return formatWrapped(
    ['first', 'what to do'],
    first.map((what, index) => [String(index + 1), what]),
    paint,
  )
}

function lines(text: string): string {
  return `${wrapped(text).join('\n')}\n`
}
