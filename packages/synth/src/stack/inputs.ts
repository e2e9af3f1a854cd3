import { createHash } from 'node:crypto'
import type { ResolvedWithWorkloads, StackProps } from '@homelab/estate/model'
import { dnsFolder, policyFile, policyHashKey, privateNames, tailnetFolder } from '@homelab/pulumi'
import { fillPeople, PeopleError, peopleIn } from '@homelab/tailnet'
import { policyPath } from '@homelab/tailnet/render'
import { UsageError } from '../cli/command.ts'
import { Stopped } from '../disk/errors.ts'
import { proxyAddress } from './address.ts'
import { readSecrets } from './wanted-secrets.ts'

/** The stacks that an estate may have. */
export type StackName = 'tailnet' | 'dns'

/** What is rendered for a stack, and what only its run knows. */
export interface StackPart {
  readonly stack: StackProps
  /** Its folder, and other files that it needs, below the out folder. */
  readonly folder: string
  readonly needs: readonly string[]
  /** Whether people's logins are filled in. */
  readonly fillsPeople: boolean
  /** Given the needed files' texts: files to put beside the program, and values of its configuration. */
  readonly complete: (texts: ReadonlyMap<string, string>) => Promise<Completion>
}

interface Completion {
  readonly files: Readonly<Record<string, string>>
  readonly config: Readonly<Record<string, string>>
  /** Of people in the files, by name. */
  readonly logins: Readonly<Record<string, string>>
}

/** @throws UsageError where the estate has no such stack */
export function stackPart(
  name: StackName,
  resolved: ResolvedWithWorkloads,
  env: Readonly<Record<string, string | undefined>>,
): StackPart {
  const { dns, tailnetStack } = resolved
  if (name === 'dns' && dns !== undefined) {
    const complete = async (): Promise<Completion> => {
      const addresses = new Map(privateNames(resolved, dns).map(names => [names.addressKey, names]))
      const config = await Promise.all(
        [...addresses].map(async ([key, names]) => [key, await proxyAddress(resolved, names, env)] as const),
      )
      return { files: {}, config: Object.fromEntries(config), logins: {} }
    }
    return { stack: dns, folder: dnsFolder, needs: [], fillsPeople: false, complete }
  }
  if (name === 'tailnet' && tailnetStack !== undefined) {
    const complete = async (texts: ReadonlyMap<string, string>): Promise<Completion> => {
      const { policy, logins } = await policyWithPeople(resolved, texts.get(policyPath) ?? '')
      const hash = createHash('sha256').update(policy).digest('hex').slice(0, 12)
      return { files: { [policyFile]: policy }, config: { [policyHashKey]: hash }, logins }
    }
    return { stack: tailnetStack, folder: tailnetFolder, needs: [policyPath], fillsPeople: true, complete }
  }
  throw new UsageError(`the estate ${resolved.name} has no ${name} stack`)
}

async function policyWithPeople(
  { people, vaults, parts }: ResolvedWithWorkloads,
  text: string,
): Promise<{ readonly policy: string; readonly logins: Readonly<Record<string, string>> }> {
  const named = new Set(peopleIn(text))
  const wanted = people
    .filter(({ name }) => named.has(name))
    .map(({ name, login }) => ({ name, what: `the login of ${name}`, secret: login }))
  const logins = await readSecrets({ vaults, parts }, wanted)
  try {
    return { policy: fillPeople(text, logins), logins }
  } catch (error) {
    if (!(error instanceof PeopleError)) throw error
    throw new Stopped(error.message, 'correct the field in the vault')
  }
}
