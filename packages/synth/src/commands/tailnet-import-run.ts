import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { HujsonError, readHujson } from '@homelab/formats'
import { importPolicy, printImported } from '@homelab/tailnet/import'
import { type ExitCode, UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { errorCode } from '../disk/errors.ts'

/** Exits with 1 where the policy says what the estate has no word for. */
export async function importTailnet(
  { file }: { readonly file: string | undefined },
  context: Context,
): Promise<ExitCode> {
  if (file === undefined) throw new UsageError('say which FILE holds the policy, or - for a pipe')
  const text = file === '-' ? await context.input() : textOf(resolve(context.cwd, file), file)
  const { value, comments } = parsed(text, file)
  const imported = importPolicy(value, comments)
  context.out.write(printImported(imported, file === '-' ? 'a policy that was piped in' : file))
  const { people, unsaid } = imported
  const lines = [
    ...[...people].flatMap(([login, { name }]) => (login.includes('@') ? [`login of ${name}: ${login}`] : [])),
    ...unsaid.map(({ path, why, got }) => `no word for ${path}: ${why} (${got})`),
  ]
  context.err.write(lines.map(line => `${line}\n`).join(''))
  return unsaid.length === 0 ? 0 : 1
}

function textOf(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = errorCode(error)
    if (code === undefined) throw error
    throw new UsageError(`${shown} cannot be read (${code})`)
  }
}

function parsed(text: string, shown: string): ReturnType<typeof readHujson> {
  try {
    const read = readHujson(text)
    if (typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value)) return read
    throw new HujsonError('it is no object')
  } catch (error) {
    if (!(error instanceof HujsonError)) throw error
    throw new UsageError(`${shown} is no tailnet policy: ${error.message}`)
  }
}
