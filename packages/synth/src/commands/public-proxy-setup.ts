import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { needPrograms, pulumi } from '../needed.ts'
import { commandedProxy, terminalOf } from '../proxy/at-work.ts'
import { tailnetKey } from '../stack/tailnet-key.ts'
import { demandWhole } from '../write/list.ts'
import { findEstate, findOut, shown } from './estate-option.ts'
import { resolvedEstate } from './resolved-estate.ts'

interface Values {
  readonly 'dry-run': boolean
  readonly estate: string | undefined
  readonly out: string | undefined
}

/** Adds what the proxy lacks. A step that fails ends it; those before it are not undone. */
export async function setUp({ 'dry-run': dryRun, estate, out }: Values, context: Context): Promise<ExitCode> {
  const resolved = await resolvedEstate(estate, context)
  const { proxy, commands, host } = await commandedProxy(resolved)
  needPrograms(commands.program, ...(dryRun ? [] : [pulumi]))
  const folder = findOut(out, findEstate(estate, context), context)
  demandWhole(folder, shown(folder, context))
  await commands.setUp(proxy, tailnetKey(resolved, host, folder), terminalOf(context, dryRun))
  return 0
}
