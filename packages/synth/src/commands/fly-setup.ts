import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { publicApp } from '../fly/app.ts'
import { authKeyStep } from '../fly/auth-key.ts'
import { flyctlLine } from '../fly/flyctl.ts'
import { leftCertificates, setupSteps, take } from '../fly/setup.ts'
import { findEstate, findOut } from './estate-option.ts'
import { resolvedEstate } from './resolved-estate.ts'

interface Values {
  readonly 'dry-run': boolean
  readonly estate: string | undefined
  readonly out: string | undefined
}

/** `fly-setup`: adds what the application lacks. A step that fails ends it; those before it are not undone. */
export async function setUp({ 'dry-run': dryRun, estate, out }: Values, context: Context): Promise<ExitCode> {
  const resolved = await resolvedEstate(estate, context)
  const { app, host, hostnames } = publicApp(resolved)
  const folder = findOut(out, findEstate(estate, context), context)
  for (const step of [authKeyStep(resolved, host, folder), ...setupSteps(app, hostnames)]) {
    context.progress.show(step.what)
    const done = await take(app, step, dryRun)
    context.progress.clear()
    context.out.write(`${done}\n`)
  }
  for (const hostname of await leftCertificates(app, hostnames)) {
    const line = flyctlLine(app, ['certs', 'remove', hostname])
    context.out.write(context.paint('yellow', `${hostname} has a certificate, and is no public name: ${line}\n`))
  }
  return 0
}
