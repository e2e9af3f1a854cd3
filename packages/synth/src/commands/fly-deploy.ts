import { join } from 'node:path'
import { flyFolder } from '@homelab/ansible-gen/render'
import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { reportFindings } from '../findings-report.ts'
import { publicApp } from '../fly/app.ts'
import { flyctl, flyctlLine } from '../fly/flyctl.ts'
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

const WORDS = ['deploy', '--config', 'fly.toml']

/** `fly-deploy`: what lies rendered goes to the platform. Exits with 1 where the estate has open findings. */
export async function deploy({ 'dry-run': dryRun, estate, out }: Values, context: Context): Promise<ExitCode> {
  const file = findEstate(estate, context)
  const { app, service } = publicApp(await resolvedEstate(estate, context))
  // What is deployed must be what `synth` wrote to dist/, which it does only where the types are right.
  const rendered = await openEstate(file, false, context)
  context.progress.clear()
  if (rendered.findings.some(isOpen)) {
    context.out.write(reportFindings(rendered.findings, context.paint))
    return 1
  }
  const folder = findOut(out, file, context)
  reviewedTexts(
    rendered.files.filter(({ path }) => path.startsWith(`${flyFolder}/`)),
    folder,
  )
  const cwd = join(folder, flyFolder)
  context.out.write(`in ${shown(cwd, context)}: ${flyctlLine(app, WORDS)}\n`)
  if (dryRun) return 0
  await flyctl(app, WORDS, { cwd, show: text => context.out.write(text) })
  context.out.write(`deployed; services-check --only ${service} asks whether it answers\n`)
  return 0
}
