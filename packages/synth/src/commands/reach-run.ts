import { didYouMean } from '@homelab/estate/nearest'
import type { Reached } from '@homelab/tailnet/render'
import { type ExitCode, UsageError } from '../cli/command.ts'
import type { Context, Paint } from '../cli/context.ts'
import { formatColumns } from '../columns.ts'
import { printJson } from './print-json.ts'
import { resolvedEstate } from './resolved-estate.ts'

interface Values {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly estate: string | undefined
  readonly json: boolean
}

/** `reach`: exits with 0 also where nothing is reached, since that is an answer. */
export async function answerReach({ from, to, estate, json }: Values, context: Context): Promise<ExitCode> {
  if (from === undefined && to === undefined) throw new UsageError('say --from, --to or both')
  const { reached, tailnetOf, UnknownEndpointError } = await import('@homelab/tailnet/render')
  const resolved = await resolvedEstate(estate, context)
  const tailnet = tailnetOf(resolved)
  if (tailnet === undefined) throw new UsageError(`the estate ${resolved.name} states no tailnet policy`)
  try {
    const found = reached(resolved, tailnet, {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    })
    context.out.write(json ? printJson(found) : format(found, context.paint))
    return 0
  } catch (error) {
    if (!(error instanceof UnknownEndpointError)) throw error
    const names = tailnet.inventory.endpoints.map(({ name }) => name.replace(/^svc:/, ''))
    const known = [...names, ...[...resolved.services, ...resolved.people].map(({ name }) => name)]
    throw new UsageError(`${error.message}${didYouMean(error.asked, known)}`)
  }
}

function format({ rows, ssh, why }: Reached, paint: Paint): string {
  const access = rows.map(row => [
    ...[
      row.from,
      row.to,
      row.protocol === '*' ? row.ports : `${row.protocol}:${row.ports}`,
      row.open.join(', ') || '-',
    ],
    row.because.map(({ section, index, text }) => `${section}[${index}] ${text}`).join('; '),
  ])
  const logins = ssh.map(row => [
    ...[
      row.from,
      row.to,
      row.users.join(', '),
      row.checkPeriod === undefined ? row.action : `${row.action} ${row.checkPeriod}`,
    ],
    `ssh[${row.rule}]`,
  ])
  return [
    access.length === 0
      ? `nothing is reached: ${why.join('; ')}\n`
      : formatColumns(['from', 'to', 'ports', 'answers', 'because'], access, paint),
    ...(logins.length === 0 ? [] : ['\n', formatColumns(['ssh from', 'to', 'as', 'how', 'because'], logins, paint)]),
  ].join('')
}
