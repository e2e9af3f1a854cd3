import { type Keeping, type Secret, storeOf } from '@homelab/estate/model'
import { run } from '@homelab/programs'
import { Stopped } from '../disk/errors.ts'

/** A secret that a run needs, with what people call it: `the login of admin`. */
export interface Wanted {
  readonly name: string
  readonly what: string
  readonly secret: Secret
}

/**
 * The values, by name. One after the other: a vault asks for each new program.
 *
 * @throws Stopped that names every secret without a value, and never a value
 */
export async function readSecrets(
  keeping: Keeping,
  wanted: readonly Wanted[],
): Promise<Readonly<Record<string, string>>> {
  const values: Record<string, string> = {}
  const missing: string[] = []
  for (const { name, what, secret } of wanted) {
    const argv = storeOf(keeping, secret.vault)?.fetch(secret)
    // Of a vault that nothing keeps a finding tells, which stops the run before this.
    if (argv === undefined)
      throw new Stopped(`nothing keeps the vault ${secret.vault}`, 'name its store among the parts')
    const [program, ...words] = argv
    const { stdout, problem } = await run(program, words)
    const value = stdout.trim()
    if (problem === undefined && value !== '') values[name] = value
    else missing.push(`${what} (${secret.item} / ${secret.field}: ${problem ?? 'the answer is empty'})`)
  }
  if (missing.length > 0) {
    throw new Stopped(`the vault gave no value for ${missing.join('; ')}`, 'unlock the vault, or add the field to it')
  }
  return values
}
