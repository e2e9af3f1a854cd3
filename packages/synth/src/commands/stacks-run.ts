import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { reportFindings } from '../findings-report.ts'
import { needPrograms, pulumi } from '../needed.ts'
import { isOpen } from '../render.ts'
import { accessReport } from '../stack/access-report.ts'
import { earlierPolicy } from '../stack/earlier-policy.ts'
import { type StackName, stackPart } from '../stack/inputs.ts'
import { runPulumi, type StackAction } from '../stack/pulumi.ts'
import { readyStack, vaultPrograms } from '../stack/ready.ts'
import { findEstate, findOut } from './estate-option.ts'
import { openEstate } from './open-estate.ts'
import { resolvedEstate } from './resolved-estate.ts'

interface Request {
  readonly name: StackName
  readonly action: StackAction
  readonly estate: string | undefined
  readonly out: string | undefined
}

/** Previews or applies a stack. Exits with 1 where Pulumi fails, or the estate has open findings. */
export async function runStack({ name, action, estate, out }: Request, context: Context): Promise<ExitCode> {
  const file = findEstate(estate, context)
  const resolved = await resolvedEstate(estate, context)
  const part = stackPart(name, resolved, context.env)
  needPrograms(pulumi, ...vaultPrograms(part, resolved, context.env))
  // What is applied must be what `synth` wrote to dist/, which it does only where the types are right.
  const rendered = await openEstate(file, false, context)
  context.progress.clear()
  if (rendered.findings.some(isOpen)) {
    context.out.write(reportFindings(rendered.findings, context.paint))
    return 1
  }
  const folder = findOut(out, file, context)
  const ready = await readyStack(part, resolved, rendered.files, folder, context)
  const show = (text: string): unknown => context.out.write(text)
  const problem = await runPulumi({ action, ...ready, show })
  const { tailnetStack: stack } = resolved
  if (name === 'tailnet' && action === 'preview' && stack !== undefined)
    show(`\n${accessReport(resolved, await earlierPolicy({ ...ready, stack, out: folder }), ready.logins)}`)
  if (problem === undefined) return 0
  context.err.write(`${problem}\n`)
  return 1
}
