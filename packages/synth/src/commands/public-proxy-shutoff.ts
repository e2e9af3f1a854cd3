import { type ExitCode, UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { needPrograms } from '../needed.ts'
import { commandedProxy, terminalOf } from '../proxy/at-work.ts'
import { resolvedEstate } from './resolved-estate.ts'

interface Values {
  readonly yes: boolean
  readonly 'dry-run': boolean
  readonly estate: string | undefined
}

/** The fastest way to take all public names offline. Exits with 1 where the answer is no. */
export async function shutOff({ yes, 'dry-run': dryRun, estate }: Values, context: Context): Promise<ExitCode> {
  const { proxy, commands } = await commandedProxy(await resolvedEstate(estate, context))
  const { out, paint, confirm } = context
  if (!dryRun) needPrograms(commands.program)
  out.write(`this takes offline: ${proxy.hostnames.join(', ')}\n${commands.shutOff.line(proxy)}\n`)
  if (dryRun) return 0
  const agreed = yes || (await confirm('Take them offline?'))
  if (agreed === undefined) throw new UsageError('nobody is here to confirm: say --yes')
  if (!agreed) {
    out.write('nothing was changed\n')
    return 1
  }
  await commands.shutOff.run(proxy, terminalOf(context, dryRun))
  out.write(paint('bold', `offline; to restore: ${commands.shutOff.back(proxy)}\n`))
  return 0
}
