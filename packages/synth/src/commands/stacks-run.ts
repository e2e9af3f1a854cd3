import { basename } from 'node:path'
import { type Keeping, providerOfVault, type ResolvedWithWorkloads } from '@homelab/estate/model'
import type { ExitCode } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { reportFindings } from '../findings-report.ts'
import { type Needed, needPrograms, pulumi } from '../needed.ts'
import { isOpen } from '../render.ts'
import { accessReport } from '../stack/access-report.ts'
import { earlierPolicy } from '../stack/earlier-policy.ts'
import { type StackName, type StackPart, stackPart } from '../stack/inputs.ts'
import { runPulumi, type StackAction } from '../stack/pulumi.ts'
import { reviewedTexts } from '../stack/reviewed.ts'
import { readSecrets, type Wanted } from '../stack/secrets.ts'
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
  needPrograms(pulumi, ...vaultPrograms(part, resolved, context))
  // What is applied must be what `synth` wrote to dist/, which it does only where the types are right.
  const rendered = await openEstate(file, false, context)
  context.progress.clear()
  if (rendered.findings.some(isOpen)) {
    context.out.write(reportFindings(rendered.findings, context.paint))
    return 1
  }
  const folder = findOut(out, file, context)
  const texts = reviewedTexts(
    rendered.files.filter(({ path }) => path.startsWith(`${part.folder}/`) || part.needs.includes(path)),
    folder,
  )
  const completion = await part.complete(texts)
  const files = { ...ownFiles(part, texts), ...completion.files }
  const env = { ...part.stack.environment, ...(await credentials(part, resolved, context)) }
  const show = (text: string): unknown => context.out.write(text)
  const problem = await runPulumi({ action, stack: part.stack, files, config: completion.config, env, show })
  const { tailnetStack: stack } = resolved
  if (name === 'tailnet' && action === 'preview' && stack !== undefined)
    show(`\n${accessReport(resolved, await earlierPolicy({ stack, files, env, out: folder }), completion.logins)}`)
  if (problem === undefined) return 0
  context.err.write(`${problem}\n`)
  return 1
}

function ownFiles({ folder }: StackPart, texts: ReadonlyMap<string, string>): Record<string, string> {
  const own = [...texts].filter(([path]) => path.startsWith(`${folder}/`))
  return Object.fromEntries(own.map(([path, text]) => [basename(path), text]))
}

/** Of the environment where it has them, else of the vault. */
function credentials(part: StackPart, keeping: Keeping, context: Context): Promise<Readonly<Record<string, string>>> {
  return readSecrets(keeping, wantedCredentials(part, context))
}

function wantedCredentials({ stack }: StackPart, { env }: Context): readonly Wanted[] {
  return Object.entries(stack.credentials)
    .filter(([variable]) => (env[variable] ?? '') === '')
    .map(([variable, secret]) => ({ name: variable, what: variable, secret }))
}

/** What will be asked for credentials, and for people's logins where they are filled in. */
function vaultPrograms(part: StackPart, resolved: ResolvedWithWorkloads, context: Context): readonly Needed[] {
  const logins = part.fillsPeople ? resolved.people.map(({ login }) => login) : []
  const secrets = [...wantedCredentials(part, context).map(({ secret }) => secret), ...logins]
  const providers = new Set(secrets.map(({ vault }) => providerOfVault(resolved, vault)))
  return [...providers].flatMap(each => (each === undefined ? [] : { name: each.program, install: each.install }))
}
