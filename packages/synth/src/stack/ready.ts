import { basename } from 'node:path'
import { type Keeping, providerOfVault, type ResolvedWithWorkloads, type StackProps } from '@homelab/estate/model'
import type { Context } from '../cli/context.ts'
import type { Needed } from '../needed.ts'
import type { TreeFile } from '../tree.ts'
import type { StackPart } from './inputs.ts'
import { reviewedTexts } from './reviewed.ts'
import { readSecrets, type Wanted } from './wanted-secrets.ts'

/** Everything that a run of Pulumi takes of the estate and of the vault. */
export interface ReadyStack {
  readonly stack: StackProps
  /** The project's files, by name. */
  readonly files: Readonly<Record<string, string>>
  readonly config: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  /** Of people in the files, by name. */
  readonly logins: Readonly<Record<string, string>>
}

/**
 * Puts a stack together, of what lies rendered in a folder.
 *
 * @param rendered what the sources render: what lies there must be the same
 * @param folder absolute
 * @throws Stopped where it is not, or where the vault gives no value
 */
export async function readyStack(
  part: StackPart,
  keeping: Keeping,
  rendered: readonly TreeFile[],
  folder: string,
  { env }: Pick<Context, 'env'>,
): Promise<ReadyStack> {
  const texts = reviewedTexts(
    rendered.filter(({ path }) => path.startsWith(`${part.folder}/`) || part.needs.includes(path)),
    folder,
  )
  const { files, config, logins } = await part.complete(texts)
  const credentials = await readSecrets(keeping, wantedCredentials(part, env))
  return {
    stack: part.stack,
    files: { ...ownFiles(part, texts), ...files },
    config,
    env: { ...part.stack.environment, ...credentials },
    logins,
  }
}

/** Those that the environment does not have. */
function wantedCredentials({ stack }: StackPart, env: Context['env']): readonly Wanted[] {
  return Object.entries(stack.credentials)
    .filter(([variable]) => (env[variable] ?? '') === '')
    .map(([variable, secret]) => ({ name: variable, what: variable, secret }))
}

function ownFiles({ folder }: StackPart, texts: ReadonlyMap<string, string>): Record<string, string> {
  const own = [...texts].filter(([path]) => path.startsWith(`${folder}/`))
  return Object.fromEntries(own.map(([path, text]) => [basename(path), text]))
}

/** What will be asked for credentials, and for people's logins where they are filled in. */
export function vaultPrograms(
  part: StackPart,
  resolved: Pick<ResolvedWithWorkloads, 'people' | 'vaults' | 'parts'>,
  env: Context['env'],
): readonly Needed[] {
  const logins = part.fillsPeople ? resolved.people.map(({ login }) => login) : []
  const secrets = [...wantedCredentials(part, env).map(({ secret }) => secret), ...logins]
  const providers = new Set(secrets.map(({ vault }) => providerOfVault(resolved, vault)))
  return [...providers].flatMap(each => (each === undefined ? [] : { name: each.program, install: each.install }))
}
