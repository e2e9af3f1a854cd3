import { isAbsolute, relative } from 'node:path'
import type { TailnetStackProps } from '@homelab/estate/model'
import { run } from '@homelab/programs'
import { policyPath } from '@homelab/tailnet/render'
import { exportState } from './pulumi.ts'

/** The policy of before, as text, and where it was found, for a sentence. */
export interface EarlierPolicy {
  readonly text: string
  readonly source: string
}

interface Asked {
  readonly stack: TailnetStackProps
  readonly files: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  /** Where `dist/` lies. */
  readonly out: string
}

/**
 * What was applied last, as Pulumi's state has it; where that cannot be asked or has none, what the last commit has
 * rendered. Undefined where neither is there.
 */
export async function earlierPolicy({ stack, files, env, out }: Asked): Promise<EarlierPolicy | undefined> {
  const state = await exportState({ stack, files, env })
  const applied = state === undefined ? undefined : policyIn(state, stack.policy)
  if (applied !== undefined) return { text: applied, source: 'what was applied last, as Pulumi’s state has it' }
  const committed = await committedPolicy(out)
  if (committed === undefined) return undefined
  const why = state === undefined ? 'Pulumi’s state could not be asked' : 'Pulumi’s state has no policy'
  return { text: committed, source: `the last commit’s (${why})` }
}

/** https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_export/ */
function policyIn(state: string, resource: string): string | undefined {
  const { deployment } = JSON.parse(state) as {
    readonly deployment?: { readonly resources?: readonly { urn: string; outputs?: { acl?: unknown } }[] }
  }
  const acl = deployment?.resources?.find(({ urn }) => urn.endsWith(`::${resource}`))?.outputs?.acl
  return typeof acl === 'string' ? acl : undefined
}

async function committedPolicy(out: string): Promise<string | undefined> {
  const top = await run('git', ['rev-parse', '--show-toplevel'], { cwd: out })
  const folder = relative(top.stdout.trim(), out)
  if (top.problem !== undefined || folder.startsWith('..') || isAbsolute(folder)) return undefined
  const shown = await run('git', ['show', `HEAD:${folder}/${policyPath}`], { cwd: out })
  return shown.problem === undefined ? shown.stdout : undefined
}
