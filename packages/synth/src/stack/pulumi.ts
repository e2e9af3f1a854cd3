import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StackProps } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { run } from '@homelab/programs'

export type StackAction = 'preview' | 'up'

/** Everything that one run of Pulumi takes. */
export interface PulumiRun {
  readonly action: StackAction
  readonly stack: StackProps
  /** The project's files, by name. */
  readonly files: Readonly<Record<string, string>>
  readonly config: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  readonly show: (text: string) => void
}

/**
 * Runs Pulumi in a folder of its own, which is gone afterwards: the files hold people's logins, and Pulumi writes into
 * the stack's file. Nothing is asked: https://www.pulumi.com/docs/iac/cli/commands/pulumi_up/
 *
 * @returns what went wrong, one clause; undefined where nothing did
 */
export async function runPulumi({ action, stack, files, config, env, show }: PulumiRun): Promise<string | undefined> {
  const words = [action, '--stack', stack.stack, '--non-interactive', ...HOW[action], ...given(stack, config)]
  return inFolder(files, async folder => (await run('pulumi', words, { cwd: folder, env, show })).problem)
}

/** The stack's state as JSON, with no secret in it; undefined where it cannot be asked. */
export function exportState({
  stack,
  files,
  env,
}: Pick<PulumiRun, 'stack' | 'files' | 'env'>): Promise<string | undefined> {
  const words = ['stack', 'export', '--stack', stack.stack, '--non-interactive']
  return inFolder(files, async folder => {
    const { problem, stdout } = await run('pulumi', words, { cwd: folder, env })
    return problem === undefined ? stdout : undefined
  })
}

/**
 * What applying it would change, as JSON, after the providers were asked. Nothing is applied.
 *
 * @returns what it printed, or what went wrong
 */
export function previewStack({
  stack,
  files,
  config,
  env,
}: Omit<PulumiRun, 'action' | 'show'>): Promise<{ readonly printed: string; readonly problem?: string }> {
  const words = ['preview', '--stack', stack.stack, '--non-interactive', '--refresh', '--json', ...given(stack, config)]
  return inFolder(files, async folder => {
    const { stdout: printed, problem } = await run('pulumi', words, { cwd: folder, env })
    return { printed, ...present({ problem }) }
  })
}

function given({ project }: StackProps, config: PulumiRun['config']): readonly string[] {
  return Object.entries(config).flatMap(([key, value]) => ['--config', `${project}:${key}=${value}`])
}

async function inFolder<T>(files: PulumiRun['files'], work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'stack-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 })
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Without asking the providers, a key that has ended or was revoked stays in the state as it was made, and no other
 * is: https://www.pulumi.com/docs/iac/cli/commands/pulumi_refresh/
 */
const HOW = { preview: ['--refresh', '--diff'], up: ['--refresh', '--yes'] } as const
