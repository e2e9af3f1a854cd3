import { randomUUID } from 'node:crypto'
import { type ExitCode, UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { Stopped } from '../disk/errors.ts'
import { tellForge } from '../forge/comment.ts'

interface Values {
  readonly pull: string | undefined
  readonly commit: string | undefined
  readonly fork: boolean
}

/** `diff-comment`: what changed, on a pull request. */
export async function commentDiff({ pull, commit, fork }: Values, context: Context): Promise<ExitCode> {
  if (pull === undefined || !/^[1-9]\d*$/.test(pull)) throw new UsageError('say which pull request: --pull NUMBER')
  if (commit === undefined || !/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(commit))
    throw new UsageError('say which commit: --commit ID, all of it')
  const { env, out } = context
  const api = named(env, 'GITHUB_API_URL').replace(/\/$/, '')
  const repository = named(env, 'GITHUB_REPOSITORY')
  const token = env['FORGE_TOKEN'] ?? ''
  const markdown = await context.input()
  if (markdown.trim() === '') throw new UsageError('nothing came in: give it what `diff --markdown` prints')
  if (token === '' && !fork)
    throw new Stopped('FORGE_TOKEN is empty: nothing was posted', 'give the step the token of its job')
  try {
    if (token === '')
      throw new Stopped('the job of a fork has no token', 'a member may push the branch to the repository')
    const { comment, state } = await tellForge({ api, repository, token }, { pull: Number(pull), commit, markdown })
    out.write(`comment on pull request ${pull}: ${comment}; status of ${commit.slice(0, 10)}: ${state}\n`)
    return 0
  } catch (error) {
    if (!fork || !(error instanceof Stopped)) throw error
    out.write(`::warning::nothing was posted on pull request ${pull}: ${error.message}\n${asText(markdown)}`)
    return 0
  }
}

/**
 * What a pull request brought stands in the log of a job, whose runner would take lines of it for commands:
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#stopping-and-starting-workflow-commands
 */
function asText(markdown: string): string {
  const end = randomUUID()
  return `::stop-commands::${end}\n${markdown.trimEnd()}\n::${end}::\n`
}

function named(env: Context['env'], name: string): string {
  const value = env[name] ?? ''
  if (value === '') throw new UsageError(`${name} is not set: this is for a job of the forge`)
  return value
}
