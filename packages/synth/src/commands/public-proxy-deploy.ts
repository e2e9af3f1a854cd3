import { join } from 'node:path'
import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { reportFindings } from '../findings-report.ts'
import { needPrograms } from '../needed.ts'
import { commandedProxy, terminalOf } from '../proxy/at-work.ts'
import { isOpen } from '../render.ts'
import { reviewedTexts } from '../stack/reviewed.ts'
import { findEstate, findOut, shown } from './estate-option.ts'
import { openEstate } from './open-estate.ts'
import { resolvedEstate } from './resolved-estate.ts'

interface Values {
  readonly 'dry-run': boolean
  readonly estate: string | undefined
  readonly out: string | undefined
}

/** What lies rendered goes to where it runs. Exits with 1 where the estate has open findings. */
export async function deploy({ 'dry-run': dryRun, estate, out }: Values, context: Context): Promise<ExitCode> {
  const file = findEstate(estate, context)
  const { proxy, commands, rendered: below } = await commandedProxy(await resolvedEstate(estate, context))
  if (!dryRun) needPrograms(commands.program)
  // What is deployed must be what `synth` wrote to dist/, which it does only where the types are right.
  const rendered = await openEstate(file, false, context)
  context.progress.clear()
  if (rendered.findings.some(isOpen)) {
    context.out.write(reportFindings(rendered.findings, context.paint))
    return 1
  }
  const folder = findOut(out, file, context)
  reviewedTexts(
    rendered.files.filter(({ path }) => path.startsWith(`${below}/`)),
    folder,
  )
  const path = join(folder, below)
  await commands.deploy(proxy, { path, shown: shown(path, context) }, terminalOf(context, dryRun))
  if (dryRun) return 0
  context.out.write(`deployed; services-check --only ${proxy.service} asks whether it answers\n`)
  return 0
}
