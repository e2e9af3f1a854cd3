import { type ExitCode, UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { publicApp } from '../fly/app.ts'
import { flyctl, flyctlLine } from '../fly/flyctl.ts'
import { resolvedEstate } from './resolved-estate.ts'

interface Values {
  readonly yes: boolean
  readonly 'dry-run': boolean
  readonly estate: string | undefined
}

const scaled = (count: number): readonly string[] => ['scale', 'count', String(count), '--yes']

/** `fly-shutoff`: the fastest way to take all public names offline. Exits with 1 where the answer is no. */
export async function shutOff({ yes, 'dry-run': dryRun, estate }: Values, context: Context): Promise<ExitCode> {
  const { app, hostnames } = publicApp(await resolvedEstate(estate, context))
  const { out, paint, confirm } = context
  const line = flyctlLine(app, scaled(0))
  out.write(`this takes offline: ${hostnames.join(', ')}\n${line}\n`)
  if (dryRun) return 0
  const agreed = yes || (await confirm('Take them offline?'))
  if (agreed === undefined) throw new UsageError('nobody is here to confirm: say --yes')
  if (!agreed) {
    out.write('nothing was changed\n')
    return 1
  }
  await flyctl(app, scaled(0), { show: text => out.write(text) })
  out.write(paint('bold', `offline; to restore: ${flyctlLine(app, scaled(1))}\n`))
  return 0
}
