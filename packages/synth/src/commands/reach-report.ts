import type { Reached } from '@homelab/tailnet/render'
import type { Paint } from '../cli/context.ts'
import { formatWrapped, wrapped } from '../columns.ts'

type Because = Reached['rows'][number]['because'][number]

/** Tables for people, no line wider than 120 characters; below them what each rule says. */
export function formatReached({ rows, ssh, apps, through, why }: Reached, isThrough: boolean, paint: Paint): string {
  const access = rows.map(row => [
    ...[
      row.from,
      row.to,
      row.protocol === '*' || row.protocol === 'tcp' ? prefixed(row) : `${row.protocol}:${row.ports}`,
    ],
    row.because.map(refText).join(', '),
    [row.open.join(', ') || '-', ...(row.onlyIf === undefined ? [] : [`if ${row.onlyIf.join(' or ')}`])].join(' '),
  ])
  const logins = ssh.map(row => [
    ...[row.from, row.to, row.users.join(', ')],
    ...[row.checkPeriod === undefined ? row.action : `${row.action} ${row.checkPeriod}`, `ssh[${row.rule}]`],
  ])
  const told = apps.map(row => [
    ...[row.from, row.to, refText(row.because), row.capability],
    [row.says, ...(row.onlyIf === undefined ? [] : [`if ${row.onlyIf.join(' or ')}`])].join(' '),
  ])
  const rules = new Map(
    [...rows.flatMap(({ because }) => because), ...apps.map(({ because }) => because)].map(rule => [
      refText(rule),
      rule,
    ]),
  )
  return [
    access.length === 0
      ? lines(`nothing is reached: ${why.join('; ')}`)
      : formatWrapped(['from', 'to', 'ports', 'because', 'answers'], access, paint),
    table(['ssh from', 'to', 'as', 'how', 'because'], logins, paint),
    table(['app from', 'to', 'because', 'capability', 'is told'], told, paint),
    table(
      ['rule', 'says'],
      [...rules].map(([ref, { text, reason }]) => [ref, sayings(text, reason)]),
      paint,
    ),
    ...(isThrough ? through.map(one => names(one, paint)) : []),
    ...(isThrough && access.length > 0 && through.length === 0 ? [lines('\nno proxy is reached')] : []),
  ].join('')
}

function prefixed({ protocol, ports }: Reached['rows'][number]): string {
  return protocol === '*'
    ? ports
    : ports
        .split(', ')
        .map(port => `tcp:${port}`)
        .join(', ')
}

function refText({ section, index }: Because): string {
  return section === 'default' ? 'default' : `${section}[${index}]`
}

function sayings(text: string, reason: string | undefined): string {
  return reason === undefined ? text : `${text} (${reason.replaceAll('\n', ' ')})`
}

function table(heads: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string {
  return rows.length === 0 ? '' : `\n${formatWrapped(heads, rows, paint)}`
}

function names({ by, to, port, from, names: all }: Reached['through'][number], paint: Paint): string {
  const rows = all.map(({ name, service, leadsTo }) => [name, service, leadsTo ?? '-'])
  return `\n${lines(`through ${by} on ${to}:${port}, for ${from.join(', ')}:`)}${formatWrapped(['name', 'service', 'leads to'], rows, paint)}`
}

function lines(text: string): string {
  return `${wrapped(text).join('\n')}\n`
}
